using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events;
using DataExport.Core.Queries.Compilation;
using DataExport.Core.Queries.Discover;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataExport.Core.Queries.Estimating;

/// <summary>
/// Guesses the rows of a query: the events of its hours, by the roll-up, times the share of them that it takes at sampled places.
/// </summary>
/// <remarks>
/// The sample is systematic: short runs of events, begun at places that lie evenly among the events (not in time), so that a busy
/// hour weighs as much as it has events; each place counts by its share, however many events its hour has left. The places are taken in bit-reversed order: whenever the time is up, those
/// that were seen are spread over the whole. The same query over the same events always looks at the same places.
/// </remarks>
internal sealed class RowSample : IDisposable
{
    private const int PlaceBits = 8;
    private const int Places = 1 << PlaceBits;
    private const int EventsAtPlace = 200;
    private const long MicrosecondsInHour = 3_600_000_000;

    private readonly SqliteConnectionHandle _connection;
    private readonly SqliteStatement _onwards;
    private readonly SqliteStatement _backwards;
    private readonly int _project;
    private readonly List<(int Project, long Hour, long Before, long Events)> _hours = [];
    private readonly long _events;

    /// <summary>Prepares the sample of a query with its compiled condition.</summary>
    public RowSample(SqliteConnectionHandle connection, DiscoverQuery query, SqlText condition)
    {
        _connection = connection;
        _project = condition.ParameterCount + 1;
        _onwards = Prepare(condition, "ASC");
        _backwards = Prepare(condition, "DESC");
        foreach (var project in query.Project)
        {
            _events = ReadHours(project, query, _events);
        }
    }

    /// <summary>The guess, from what could be seen until the token was cancelled; every event of the hours when nothing was.</summary>
    public long Estimate(CancellationToken enough)
    {
        if (_events == 0)
        {
            return 0;
        }

        using var interrupt = _connection.InterruptWhen(enough);
        var (seen, shares) = (0, 0d);
        try
        {
            for (var place = 0; place < Places && !enough.IsCancellationRequested; place++)
            {
                shares += ShareAt(place) ?? 0;
                seen++;
            }
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            // Time is up; what was seen has to do.
        }

        return seen == 0 ? _events : (long)Math.Round(_events * shares / seen);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _onwards.Dispose();
        _backwards.Dispose();
    }

    // The condition stands in the select list: as a filter it would make SQLite look for the next hit however far away it is.
    private SqliteStatement Prepare(SqlText condition, string order)
    {
        var (compared, until) = order == "ASC" ? (">=", "<") : ("<", ">=");
        var statement = _connection.Prepare(
            $"""
            SELECT count(*), ifnull(sum(hit), 0) FROM (
                SELECT ({condition}) AS hit FROM events
                WHERE project_id = ?{_project} AND timestamp {compared} ?{_project + 1} AND timestamp {until} ?{_project + 2}
                ORDER BY timestamp {order} LIMIT {EventsAtPlace})
            """);
        condition.Bind(statement);
        return statement;
    }

    private long ReadHours(int project, DiscoverQuery query, long before)
    {
        using var hours = _connection.Prepare(
            "SELECT hour, times_seen FROM project_hours WHERE project_id = ? AND hour BETWEEN ? AND ? AND times_seen > 0 ORDER BY hour");
        hours.Bind(1, project).Bind(2, ProjectRollUp.Hour(query.Start) ?? long.MinValue).Bind(3, ProjectRollUp.Hour(query.End) ?? long.MaxValue);
        while (hours.Step())
        {
            _hours.Add((project, hours.Int64(0), before, hours.Int64(1)));
            before += hours.Int64(1);
        }

        return before;
    }

    // Events can crowd at the hour's start, such as all of an import that knows whole hours only: then they lie behind the place.
    private double? ShareAt(int place)
    {
        var (project, start, from, end) = Locate(ReverseBits(place));
        return Share(_onwards, project, from, end) ?? Share(_backwards, project, from, start);
    }

    private (int Project, long Start, long From, long End) Locate(int place)
    {
        var rank = (long)((place + 0.5) / Places * _events);
        var index = _hours.FindLastIndex(hour => hour.Before <= rank);
        var (project, hour, before, events) = _hours[index];
        var start = hour * MicrosecondsInHour;
        return (project, start, start + (long)((double)(rank - before) / events * MicrosecondsInHour), start + MicrosecondsInHour);
    }

    private double? Share(SqliteStatement statement, int project, long from, long until)
    {
        try
        {
            statement.Bind(_project, project).Bind(_project + 1, from).Bind(_project + 2, until).Step();
            var events = statement.Int64(0);
            return events == 0 ? null : (double)statement.Int64(1) / events;
        }
        finally
        {
            statement.Reset();
        }
    }

    private static int ReverseBits(int place)
    {
        var reversed = 0;
        for (var bit = 0; bit < PlaceBits; bit++)
        {
            reversed |= ((place >> bit) & 1) << (PlaceBits - 1 - bit);
        }

        return reversed;
    }
}
