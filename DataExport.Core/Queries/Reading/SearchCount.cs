using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events;
using DataExport.Core.Queries.Compilation;
using DataExport.Core.Queries.Discover;

namespace DataExport.Core.Queries.Reading;

/// <summary>
/// How to count the rows of a Discover query: project by project by an index, or, for a search over much of the store, by going through all
/// events in the order in which they lie in the file, each of which costs half of what it costs to find one by an index.
/// </summary>
internal static class SearchCount
{
    private const int CostOfFinding = 2;

    // Counted by a statement of their own, so that the database is let go of in between, which checkpoints wait for.
    private const int EventsInSlice = 100_000;

    /// <summary>The statements whose counts, added up, are the count.</summary>
    public static IEnumerable<SqlText> Of(SqliteConnectionHandle connection, DiscoverQuery query, QueryBounds bounds) =>
        LooksAtEachEvent(query) && CountCandidates(connection, query) * CostOfFinding > bounds.CutOff
            ? Slices(bounds.CutOff).Select(slice => DiscoverCompiler.CountBetween(query, bounds, slice.After, slice.UpTo))
            : query.Project.Select(project => DiscoverCompiler.Count(query, bounds, project));

    private static bool LooksAtEachEvent(DiscoverQuery query)
    {
        var hasEnvironments = query.Environment.Count > 0;
        return DiscoverCompiler.ParseSearch(query) is { } search
            ? !SearchIndexes.Find(search) && (hasEnvironments || !SearchIndexes.Count(search))
            : hasEnvironments;
    }

    private static IEnumerable<(long After, long UpTo)> Slices(long cutOff)
    {
        for (long after = 0; after < cutOff; after += EventsInSlice)
        {
            yield return (after, Math.Min(after + EventsInSlice, cutOff));
        }
    }

    /// <summary>How many events the hours of the query have, by the roll-up.</summary>
    private static long CountCandidates(SqliteConnectionHandle connection, DiscoverQuery query)
    {
        using var hours = connection.Prepare("SELECT coalesce(sum(times_seen), 0) FROM project_hours WHERE project_id = ? AND hour BETWEEN ? AND ?");
        hours.Bind(2, ProjectRollUp.Hour(query.Start) ?? long.MinValue).Bind(3, ProjectRollUp.Hour(query.End) ?? long.MaxValue);
        long events = 0;
        foreach (var project in query.Project)
        {
            hours.Bind(1, project).Step();
            events += hours.Int64(0);
            hours.Reset();
        }

        return events;
    }
}
