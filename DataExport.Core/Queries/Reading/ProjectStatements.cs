using DataExport.Core.Database.Sqlite;
using DataExport.Core.Queries.Compilation;

namespace DataExport.Core.Queries.Reading;

/// <summary>
/// The keys of the rows of one project in order, by keyset paging over (timestamp, id), within its period and up to the end of a window of time.
/// Two statements share the way: rows with the very time of the last key, then all beyond it; so a million events of one instant cost
/// no more than others.
/// </summary>
internal sealed class ProjectStatements : IDisposable
{
    private readonly SqliteStatement _sameTime;
    private readonly SqliteStatement _beyond;
    private readonly int _firstKeyParameter;
    private readonly DiscoverPlan _plan;
    private SqliteStatement? _current;
    private RowKey _from;
    private long _windowEnd;

    /// <summary>Prepares the statements of a project.</summary>
    public ProjectStatements(SqliteConnectionHandle connection, DiscoverPlan plan, int projectId)
    {
        _plan = plan;
        _firstKeyParameter = plan.Condition.ParameterCount + 2;
        var project = plan.Condition.ParameterCount + 1;
        var (beyond, until, order) = plan.Ascending ? (">", "<=", "ASC") : ("<", ">=", "DESC");
        var start = $"SELECT timestamp, id FROM events WHERE project_id = ?{project} AND {plan.Condition} AND ";
        _sameTime = connection.Prepare($"{start} timestamp = ?{_firstKeyParameter} AND id {beyond} ?{_firstKeyParameter + 1} ORDER BY id {order}");
        _beyond = connection.Prepare($"{start} timestamp {beyond} ?{_firstKeyParameter} AND timestamp {until} ?{_firstKeyParameter + 1} ORDER BY timestamp {order}, id {order}");
        foreach (var statement in new[] { _sameTime, _beyond })
        {
            plan.Condition.Bind(statement);
            statement.Bind(project, projectId);
        }
    }

    /// <summary>The key of the current row.</summary>
    public RowKey Key { get; private set; }

    /// <summary>Whether there is no further row in the window.</summary>
    public bool Ended { get; private set; }

    /// <summary>Goes to the first row beyond a key and not beyond the last time of a window.</summary>
    public void StartAfter(RowKey key, long windowEnd)
    {
        if (Ended && windowEnd == _windowEnd)
        {
            return;
        }

        (_from, _windowEnd, Ended) = (key, windowEnd, false);
        if (_plan.Times.Contains(key.Timestamp))
        {
            _current = _sameTime.Bind(_firstKeyParameter, key.Timestamp).Bind(_firstKeyParameter + 1, key.Id);
            Advance();
        }
        else
        {
            GoBeyond();
        }
    }

    /// <summary>Goes to the next row.</summary>
    public void Advance()
    {
        if (_current!.Step())
        {
            Key = new RowKey(_current.Int64(0), _current.Int64(1));
        }
        else if (_current == _sameTime)
        {
            _sameTime.Reset();
            GoBeyond();
        }
        else
        {
            _beyond.Reset();
            Ended = true;
        }
    }

    private void GoBeyond()
    {
        _current = _beyond
            .Bind(_firstKeyParameter, _plan.Times.Beyond(_from.Timestamp, _plan.Ascending))
            .Bind(_firstKeyParameter + 1, _plan.Times.UpTo(_windowEnd, _plan.Ascending));
        Advance();
    }

    /// <summary>Lets go of the database between pages, so that the write-ahead log can be checkpointed.</summary>
    public void Release()
    {
        _sameTime.Reset();
        _beyond.Reset();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sameTime.Dispose();
        _beyond.Dispose();
    }
}
