using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events;
using DataExport.Core.Queries.Compilation;
using Microsoft.Data.Sqlite;

namespace DataExport.Core.Queries.Reading;

/// <summary>
/// Goes through the keys of the rows of a query in the order of an index: a keyset reader a project, merged, where it helps a window of time at once.
/// The database is let go of after each page, however long the whole takes.
/// </summary>
internal sealed class StatementKeys : IDisposable
{
    /// <summary>How many rows a page has at the most.</summary>
    public const int KeysInPage = 10_000;

    private readonly DiscoverPlan _plan;
    private readonly ReadAhead _readAhead;
    private readonly ProjectStatements[] _projects;
    private readonly CancellationToken _cancellationToken;
    private readonly CancellationTokenRegistration _interrupt;
    private readonly TimeWindows? _windows;
    private ProjectStatements? _current;
    private long _windowEnd;
    private int _inPage;
    private bool _started;
    private bool _ended;

    /// <summary>Prepares to go on after a key.</summary>
    /// <param name="connection">A connection to the events.</param>
    /// <param name="plan">The query.</param>
    /// <param name="readAhead">Told of each page.</param>
    /// <param name="after">The key; null for the start.</param>
    /// <param name="cancellationToken">Ends it, also in the midst of a long search.</param>
    public StatementKeys(SqliteConnectionHandle connection, DiscoverPlan plan, ReadAhead readAhead, RowKey? after, CancellationToken cancellationToken)
    {
        _plan = plan;
        _readAhead = readAhead;
        _cancellationToken = cancellationToken;
        _interrupt = cancellationToken.Register(connection.Interrupt);
        _projects = [.. plan.Projects.Select(project => new ProjectStatements(connection, plan, project))];
        _windows = plan.IsSearch && _projects.Length > 1 ? new TimeWindows(connection, plan) : null;
        _windowEnd = plan.Ascending ? long.MaxValue : long.MinValue;
        Key = after ?? (plan.Ascending ? new RowKey(long.MinValue, long.MinValue) : new RowKey(long.MaxValue, long.MaxValue));
    }

    /// <summary>The key of the current row.</summary>
    public RowKey Key { get; private set; }

    /// <summary>Goes to the next row; false at the end.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="SqliteException">The store failed.</exception>
    public bool Next()
    {
        try
        {
            if (!_ended)
            {
                Advance();
            }
        }
        catch (SqliteException exception) when (Interruption.IsCauseOf(exception, _cancellationToken))
        {
            throw new OperationCanceledException(_cancellationToken);
        }

        _ended = _current is null;
        if (_ended)
        {
            return false;
        }

        Key = _current!.Key;
        return true;
    }

    /// <summary>Goes on after another key.</summary>
    public void GoAfter(RowKey key)
    {
        EndPage();
        (Key, _current, _started, _ended) = (key, null, false, false);
    }

    /// <summary>Ends the page, which lets go of the database until the next row is asked for.</summary>
    public void EndPage()
    {
        if (_inPage > 0)
        {
            _readAhead.AfterPage(Key.Id, _inPage);
        }

        _inPage = 0;
        foreach (var project in _projects)
        {
            project.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        foreach (var project in _projects)
        {
            project.Dispose();
        }

        _windows?.Dispose();
    }

    private void Advance()
    {
        if (!_started)
        {
            _started = true;
            StartWindow(Key);
        }
        else if (_inPage is 0 or KeysInPage)
        {
            EndPage();
            StartPage(Key);
        }
        else
        {
            _current!.Advance();
        }

        _inPage++;
        while ((_current = First()) is null && _windows is not null && _windowEnd != _windows.Last)
        {
            StartWindow(_plan.Ascending ? new RowKey(_windowEnd, long.MaxValue) : new RowKey(_windowEnd, long.MinValue));
        }
    }

    private void StartWindow(RowKey key)
    {
        _windowEnd = _windows?.EndAfter(key.Timestamp) ?? _windowEnd;
        StartPage(key);
    }

    private void StartPage(RowKey key)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        foreach (var project in _projects)
        {
            project.Release();
        }

        foreach (var project in _projects)
        {
            project.StartAfter(key, _windowEnd);
        }
    }

    /// <summary>The project whose row comes first; null when none has any.</summary>
    private ProjectStatements? First()
    {
        ProjectStatements? first = null;
        foreach (var project in _projects)
        {
            if (!project.Ended && (first is null || project.Key.CompareTo(first.Key) < 0 == _plan.Ascending))
            {
                first = project;
            }
        }

        return first;
    }
}
