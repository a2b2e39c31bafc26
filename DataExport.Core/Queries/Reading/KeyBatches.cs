using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events;
using DataExport.Core.Events.Pages;
using DataExport.Core.Queries.Compilation;

namespace DataExport.Core.Queries.Reading;

/// <summary>
/// The keys of the rows of a query that is no search, some at once and ever more: out of the pages of the index, or by statements where
/// these cannot be relied on.
/// </summary>
internal sealed class KeyBatches : IDisposable
{
    // Whoever looks at a few rows only shall not wait for thousands.
    private const int First = 32;
    private const int Growth = 8;

    private readonly ReadAhead _readAhead;
    private readonly MergedKeys _ofPages;
    private readonly MergedRows _ofStatements;
    private int _most = First;

    /// <summary>Goes on after a key; null for the start.</summary>
    public KeyBatches(SqliteConnectionHandle connection, DiscoverPlan plan, EventStore store, TableShape shape, RowKey? after, CancellationToken cancellationToken)
    {
        _readAhead = store.CreateReadAhead();
        _ofStatements = new MergedRows(connection, plan, [], _readAhead, after, cancellationToken);
        LastKey = _ofStatements.Key;
        _ofPages = new MergedKeys(connection, plan, store.OpenKeys(shape), LastKey);
    }

    /// <summary>The last key so far; before the first that which it goes on after.</summary>
    public RowKey LastKey { get; private set; }

    /// <summary>Puts the next keys into an empty list; it stays empty at the end. The database is let go of.</summary>
    public void Read(List<RowKey> keys)
    {
        if (!_ofPages.TryRead(keys, _most))
        {
            keys.Clear();
            ReadByStatements(keys);
        }
        else if (keys.Count > 0)
        {
            _readAhead.AfterPage(keys[^1].Id, keys.Count);
        }

        _most = Math.Min(_most * Growth, MergedRows.RowsInPage);
        LastKey = keys.Count > 0 ? keys[^1] : LastKey;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ofPages.Dispose();
        _ofStatements.Dispose();
    }

    private void ReadByStatements(List<RowKey> keys)
    {
        _ofStatements.GoAfter(LastKey);
        while (keys.Count < _most && _ofStatements.Next())
        {
            keys.Add(_ofStatements.Key);
        }

        _ofStatements.EndPage();
        _ofPages.GoAfter(keys.Count > 0 ? keys[^1] : LastKey);
    }
}
