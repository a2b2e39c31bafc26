using System.Globalization;
using DataExport.Core.Events;
using DataExport.Core.Organizations;

namespace DataExport.Core.Queries.Discover;

/// <summary>Reads <c>project</c> and <c>environment</c>, by which every query is bounded.</summary>
internal static class ScopeReader
{
    /// <summary>The ids of the projects, ascending; all of the caller's when none is named.</summary>
    /// <param name="reader">The members of the query.</param>
    /// <param name="access">The caller's access.</param>
    /// <param name="forbidden">Whether one is named that the caller cannot access, or that does not exist.</param>
    public static List<int> Projects(QueryInfoReader reader, OrganizationAccess access, out bool forbidden)
    {
        var written = reader.Scalars("project");
        forbidden = false;
        if (written is null or { Count: 0 })
        {
            if (access.Projects.Count == 0)
            {
                reader.Fail("project", "You have access to no project of this organization; create one, or ask to join a team");
            }

            return [.. access.Projects.Select(project => project.Id).Order()];
        }

        var ids = new SortedSet<int>();
        foreach (var text in written)
        {
            var project = access.Projects.FirstOrDefault(project => project.Slug == text)
                ?? access.Projects.FirstOrDefault(project => project.Id.ToString(CultureInfo.InvariantCulture) == text);
            forbidden |= project is null;
            ids.Add(project?.Id ?? 0);
        }

        return [.. ids];
    }

    /// <summary>The environments, without repetition; empty for all.</summary>
    public static List<string> Environments(QueryInfoReader reader, EventStore store, IReadOnlyList<int> projects)
    {
        var wanted = reader.Strings("environment") ?? [];
        if (wanted.Count > 0)
        {
            var known = store.Environments(projects);
            foreach (var name in wanted.Where(name => !known.Contains(name)))
            {
                reader.Fail("environment", $"Environment '{name}' does not exist");
            }
        }

        return [.. wanted.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
