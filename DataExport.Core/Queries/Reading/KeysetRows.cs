using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events;
using DataExport.Core.Queries.Compilation;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataExport.Core.Queries.Reading;

/// <summary>
/// Reads rows in the order of an index: a keyset reader a project, merged, where it helps a window of time at once. The database is let
/// go of after each page, however long the whole takes.
/// </summary>
internal sealed class KeysetRows : RowReader
{
    private const int RowsInPage = 10_000;
    private readonly SqliteConnectionHandle _connection;
    private readonly DiscoverPlan _plan;
    private readonly ReadAhead _readAhead;
    private readonly ProjectRows[] _projects;
    private readonly CancellationToken _cancellationToken;
    private readonly CancellationTokenRegistration _interrupt;
    private readonly TimeWindows? _windows;
    private ProjectRows? _current;
    private RowKey _key;
    private long _windowEnd;
    private int _inPage;
    private bool _ended;

    public KeysetRows(SqliteConnectionHandle connection, DiscoverPlan plan, ReadAhead readAhead, RowKey? after, CancellationToken cancellationToken)
    {
        _connection = connection;
        _plan = plan;
        _readAhead = readAhead;
        _cancellationToken = cancellationToken;
        _interrupt = cancellationToken.Register(connection.Interrupt);
        _projects = [.. plan.Projects.Select(project => new ProjectRows(connection, plan, project))];
        _windows = plan.IsSearch && _projects.Length > 1 ? new TimeWindows(connection, plan) : null;
        _windowEnd = plan.Ascending ? long.MaxValue : long.MinValue;
        _key = after ?? (plan.Ascending ? new RowKey(long.MinValue, long.MinValue) : new RowKey(long.MaxValue, long.MaxValue));
    }

    public override int ColumnCount => _plan.Columns.Count;

    public override RowKey Key => _key;

    public override bool Read()
    {
        try
        {
            if (!_ended)
            {
                Advance();
            }
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            throw;
        }

        _ended = _current is null;
        if (_ended)
        {
            return false;
        }

        _key = _current!.Key;
        _plan.Tags.NextRow();
        return true;
    }

    public override Cell Cell(int column) => _plan.Columns[column].Read(_current!.Row);

    public override void Dispose()
    {
        _interrupt.Dispose();
        foreach (var project in _projects)
        {
            project.Dispose();
        }

        _windows?.Dispose();
        _connection.Dispose();
    }

    private void Advance()
    {
        if (_current is null)
        {
            StartWindow(_key);
        }
        else if (_inPage == RowsInPage)
        {
            _readAhead.AfterPage(_key.Id, RowsInPage);
            StartPage(_key);
        }
        else
        {
            _current.Advance();
            _inPage++;
        }

        while ((_current = Next()) is null && _windows is not null && _windowEnd != _windows.Last)
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
        _inPage = 1;
        foreach (var project in _projects)
        {
            project.Release();
        }

        foreach (var project in _projects)
        {
            project.StartAfter(key, _windowEnd);
        }
    }

    private ProjectRows? Next()
    {
        ProjectRows? next = null;
        foreach (var project in _projects)
        {
            if (!project.Ended && (next is null || project.Key.CompareTo(next.Key) < 0 == _plan.Ascending))
            {
                next = project;
            }
        }

        return next;
    }
}
