using DataExport.Core.Database.Sqlite;
using DataExport.Core.Queries.Compilation;

namespace DataExport.Core.Queries.Reading;

/// <summary>
/// Cuts the time of a query over several projects into windows with a bounded number of events of each. Projects are merged a window
/// at once, so that one in which a search finds nothing is not searched to its end before a row of the others is known to be next.
/// </summary>
internal sealed class TimeWindows : IDisposable
{
    // What has to be looked at of each project before the first row. Finding where they end costs a step over an index for each.
    private const int EventsInWindow = 10_000;

    private readonly DiscoverPlan _plan;
    private readonly SqliteStatement _next;

    /// <summary>Prepares the windows of a query.</summary>
    public TimeWindows(SqliteConnectionHandle connection, DiscoverPlan plan)
    {
        _plan = plan;
        var (beyond, until, order) = plan.Ascending ? (">", "<=", "ASC") : ("<", ">=", "DESC");
        _next = connection.Prepare(
            $"SELECT timestamp FROM events WHERE project_id = ?1 AND timestamp {beyond} ?2 AND timestamp {until} ?3 ORDER BY timestamp {order} LIMIT 1 OFFSET {EventsInWindow}");
    }

    /// <summary>The time that no row lies beyond.</summary>
    public long Last => _plan.Ascending ? long.MaxValue : long.MinValue;

    /// <summary>The last time of the window that begins beyond another time; <see cref="Last"/> when nothing is beyond it.</summary>
    public long EndAfter(long time)
    {
        // What lies outside the period need not be counted.
        var start = _plan.Times.Beyond(time, _plan.Ascending);
        var end = Last;
        foreach (var project in _plan.Projects)
        {
            _next.Bind(1, project).Bind(2, start).Bind(3, end);
            end = _next.Step() ? _next.Int64(0) : end;
            _next.Reset();
        }

        return (_plan.Ascending ? end >= _plan.Times.Until : end <= _plan.Times.From) ? Last : end;
    }

    /// <inheritdoc/>
    public void Dispose() => _next.Dispose();
}
