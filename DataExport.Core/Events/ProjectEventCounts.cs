namespace DataExport.Core.Events;

/// <summary>How many events projects have, by the roll-up of hours.</summary>
public sealed class ProjectEventCounts(EventStore store)
{
    /// <summary>The number of events of each of these projects.</summary>
    public IReadOnlyDictionary<int, long> Count(IEnumerable<int> projectIds)
    {
        using var connection = store.OpenReader();
        using var sum = connection.Prepare("SELECT coalesce(sum(times_seen), 0) FROM project_hours WHERE project_id = ?1");
        var counts = new Dictionary<int, long>();
        foreach (var project in projectIds.Distinct())
        {
            sum.Bind(1, project).Step();
            counts[project] = sum.Int64(0);
            sum.Reset();
        }

        return counts;
    }
}
