using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events;
using DataExport.Core.Events.Pages;
using DataExport.Core.Queries.Compilation;

namespace DataExport.Core.Queries.Reading;

/// <summary>
/// The keys of the rows of a query, some at once and ever more: out of the pages of the index by time, by statements where these cannot be
/// relied on or another index knows better. Of these keys a search then takes some.
/// </summary>
internal sealed class KeyBatches : IDisposable
{
    // Whoever looks at a few rows only shall not wait for thousands.
    private const int First = 32;
    private const int Growth = 8;

    private readonly ReadAhead _readAhead;
    private readonly PageKeys? _ofPages;
    private readonly KeySearch? _search;
    private readonly StatementKeys _ofStatements;
    private readonly CancellationToken _cancellationToken;
    private int _most = First;

    /// <summary>Goes on after a key; null for the start.</summary>
    public KeyBatches(SqliteConnectionHandle connection, DiscoverPlan plan, EventStore store, TableShape? shape, RowKey? after, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _readAhead = store.CreateReadAhead();
        _search = plan.LooksAtEachEvent ? new KeySearch(connection, plan) : null;
        _ofStatements = new StatementKeys(connection, _search is null ? plan : plan.WithoutSearch(), _readAhead, after, cancellationToken);
        LastKey = _ofStatements.Key;
        _ofPages = shape is not null && (plan.LooksAtEachEvent || !plan.IsSearch) ? new PageKeys(connection, plan, store.OpenKeys(shape), LastKey) : null;
    }

    /// <summary>The last key that was looked at so far; before the first that which it goes on after.</summary>
    public RowKey LastKey { get; private set; }

    /// <summary>Puts the next keys into an empty list; it stays empty at the end. The database is let go of.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Read(List<RowKey> keys)
    {
        do
        {
            _cancellationToken.ThrowIfCancellationRequested();
        }
        while (TryReadSome(keys) && keys.Count == 0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ofPages?.Dispose();
        _search?.Dispose();
        _ofStatements.Dispose();
    }

    /// <summary>Looks at the next keys, and puts those that are wanted into an empty list; false at the end.</summary>
    private bool TryReadSome(List<RowKey> keys)
    {
        keys.EnsureCapacity(_most);
        var isOfPages = _ofPages is not null && _ofPages.TryRead(keys, _most);
        if (!isOfPages)
        {
            keys.Clear();
            ReadByStatements(keys);
        }

        _most = Math.Min(_most * Growth, StatementKeys.KeysInPage);
        if (keys.Count == 0)
        {
            return false;
        }

        LastKey = keys[^1];
        if (isOfPages)
        {
            _readAhead.AfterPage(LastKey.Id, keys.Count);
        }

        _search?.Filter(keys);
        return true;
    }

    private void ReadByStatements(List<RowKey> keys)
    {
        _ofStatements.GoAfter(LastKey);
        while (keys.Count < _most && _ofStatements.Next())
        {
            keys.Add(_ofStatements.Key);
        }

        _ofStatements.EndPage();
        _ofPages?.GoAfter(keys.Count > 0 ? keys[^1] : LastKey);
    }
}
