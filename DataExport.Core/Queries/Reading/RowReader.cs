using DataExport.Core.Database.Sqlite;
using DataExport.Core.Queries.Compilation;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataExport.Core.Queries.Reading;

/// <summary>
/// Reads the rows of a query, all of them, once, in their total order: a keyset reader a project, merged. The database is let
/// go of after each page, however long the whole takes.
/// </summary>
public sealed class RowReader : IDisposable
{
    private const int RowsInPage = 10_000;
    private readonly SqliteConnectionHandle _connection;
    private readonly DiscoverPlan _plan;
    private readonly ProjectRows[] _projects;
    private readonly CancellationToken _cancellationToken;
    private readonly CancellationTokenRegistration _interrupt;
    private ProjectRows? _current;
    private int _inPage;

    internal RowReader(SqliteConnectionHandle connection, DiscoverPlan plan, RowKey? after, CancellationToken cancellationToken)
    {
        _connection = connection;
        _plan = plan;
        _cancellationToken = cancellationToken;
        _interrupt = cancellationToken.Register(connection.Interrupt);
        _projects = [.. plan.Projects.Select(project => new ProjectRows(connection, plan, project))];
        Key = after ?? (plan.Ascending ? new RowKey(long.MinValue, long.MinValue) : new RowKey(long.MaxValue, long.MaxValue));
    }

    /// <summary>How many columns each row has.</summary>
    public int ColumnCount => _plan.Columns.Count;

    /// <summary>The key of the current row; a reader that starts after it goes on with the next.</summary>
    public RowKey Key { get; private set; }

    /// <summary>Goes to the next row; false at the end.</summary>
    /// <exception cref="OperationCanceledException">The reader was cancelled, also in the midst of a long search.</exception>
    /// <exception cref="SqliteException">The store failed.</exception>
    public bool Read()
    {
        try
        {
            Advance();
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            throw;
        }

        if (_current is null)
        {
            return false;
        }

        Key = _current.Key;
        _plan.Tags.NextRow();
        return true;
    }

    /// <summary>A cell of the current row, valid until the next call.</summary>
    public Cell Cell(int column) => _plan.Columns[column].Read(_current!.Row);

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        foreach (var project in _projects)
        {
            project.Dispose();
        }

        _connection.Dispose();
    }

    private void Advance()
    {
        if (_current is null || _inPage == RowsInPage)
        {
            StartPage();
        }
        else
        {
            _current.Advance();
            _inPage++;
        }

        _current = Next();
    }

    private void StartPage()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        _inPage = 1;
        foreach (var project in _projects)
        {
            project.Release();
        }

        foreach (var project in _projects)
        {
            project.StartAfter(Key);
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
