using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events;
using DataExport.Core.Queries.Compilation;
using DataExport.Core.Queries.Discover;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataExport.Core.Queries.Tables;

/// <summary>Counts the events of a Discover query in buckets of time.</summary>
public sealed class EventCounts(EventStore store, TimeProvider clock)
{
    /// <summary>The most buckets of one answer.</summary>
    public const int MostBuckets = 10_000;

    // As many bars as a chart shows well.
    private const int UsualBuckets = 100;
    private const long MicrosecondsInSecond = 1_000_000;
    private const long MicrosecondsInHour = 3600 * MicrosecondsInSecond;

    private static readonly long[] UsualSeconds =
        [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 604_800, 2_592_000, 31_536_000];

    /// <summary>Counts; the period is the query's, or from the first event to the last where the query leaves it open.</summary>
    /// <param name="query">The query; its fields and its sort do not matter.</param>
    /// <param name="slugs">The slugs of its projects, by id.</param>
    /// <param name="interval">The width of a bucket; null for one that makes about a hundred at the most.</param>
    /// <param name="cancellationToken">Ends counting.</param>
    /// <exception cref="OperationCanceledException">Nobody waits for the answer any more.</exception>
    public async Task<SeriesResult> CountAsync(
        DiscoverQuery query, IReadOnlyDictionary<int, string> slugs, TimeSpan? interval, CancellationToken cancellationToken)
    {
        using var counting = new CancellationTokenSource(EventTables.ReadingTime, clock);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, counting.Token);
        try
        {
            return await Task.Run(() => Count(query, slugs, interval, enough.Token), enough.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SeriesResult.TimedOut();
        }
    }

    private SeriesResult Count(DiscoverQuery query, IReadOnlyDictionary<int, string> slugs, TimeSpan? interval, CancellationToken cancellationToken)
    {
        using var connection = store.OpenReader();
        using var interrupt = connection.InterruptWhen(cancellationToken);
        try
        {
            var (start, end) = Period(connection, query);
            var width = interval is { } given ? given.Ticks / TimeSpan.TicksPerMicrosecond : UsualWidth(end - start);
            var first = FloorDivide(start, width);
            var buckets = Math.Max(1, FloorDivide(end - 1, width) - first + 1);
            if (buckets > MostBuckets)
            {
                return new SeriesResult.TooManyBuckets();
            }

            var counts = new long[buckets];
            var condition = DiscoverCompiler.AppendCondition(new SqlText(), query, store.CutOff, slugs);
            Fill(connection, query.Project, condition, first, width, counts, cancellationToken);
            return new SeriesResult.Ready(new EventSeries(first * width, width, counts));
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
    }

    private static void Fill(
        SqliteConnectionHandle connection, IEnumerable<int> projects, SqlText condition, long first, long width, long[] counts, CancellationToken cancellationToken)
    {
        var parameter = condition.ParameterCount + 1;
        // Nothing lies before the first bucket, so that rounding towards zero is rounding down.
        using var rows = connection.Prepare(
            $"""
            SELECT (timestamp - ?{parameter + 1}) / ?{parameter + 2} AS bucket, count(*) FROM events
            WHERE project_id = ?{parameter} AND timestamp >= ?{parameter + 1} AND timestamp < ?{parameter + 3} AND {condition}
            GROUP BY bucket
            """);
        condition.Bind(rows);
        rows.Bind(parameter + 1, first * width).Bind(parameter + 2, width).Bind(parameter + 3, (first + counts.Length) * width);
        foreach (var project in projects)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Bind(parameter, project);
            while (rows.Step())
            {
                counts[rows.Int64(0)] += rows.Int64(1);
            }

            rows.Reset();
        }
    }

    private (long Start, long End) Period(SqliteConnectionHandle connection, DiscoverQuery query)
    {
        var now = Timestamps.ToMicroseconds(clock.GetUtcNow().UtcDateTime);
        var (earliest, latest) = query is { Start: { }, End: { } } ? (now, now) : Hours(connection, query.Project) ?? (now - MicrosecondsInHour, now);
        var start = query.Start is { } from ? Timestamps.ToMicroseconds(from) : earliest;
        var end = query.End is { } until ? Timestamps.ToMicroseconds(until) : latest;
        return (Math.Min(start, end), Math.Max(start, end));
    }

    private static (long Earliest, long Latest)? Hours(SqliteConnectionHandle connection, IEnumerable<int> projects)
    {
        var (first, last) = (long.MaxValue, long.MinValue);
        using var hours = connection.Prepare("SELECT min(hour), max(hour) FROM project_hours WHERE project_id = ? AND times_seen > 0");
        foreach (var project in projects)
        {
            hours.Bind(1, project).Step();
            if (!hours.IsNull(0))
            {
                (first, last) = (Math.Min(first, hours.Int64(0)), Math.Max(last, hours.Int64(1)));
            }

            hours.Reset();
        }

        return first > last ? null : (first * MicrosecondsInHour, (last + 1) * MicrosecondsInHour);
    }

    private static long UsualWidth(long period)
    {
        var enough = UsualSeconds.FirstOrDefault(seconds => period <= seconds * MicrosecondsInSecond * UsualBuckets);
        return MicrosecondsInSecond * (enough > 0 ? enough : UsualSeconds[^1] * (1 + (period / (UsualSeconds[^1] * MicrosecondsInSecond * UsualBuckets))));
    }

    private static long FloorDivide(long value, long by) => (value / by) - (value % by < 0 ? 1 : 0);
}
