using DataExport.Core.Queries.Discover;

namespace DataExport.Core.Queries.Compilation;

/// <summary>What a search means depends on these; they are fixed when it is requested.</summary>
/// <param name="ProjectSlugs">The slugs of the query's projects, by id.</param>
/// <param name="Now">What relative times count from, UTC; null in a frozen query that has none.</param>
/// <param name="StatusChange">The last change of an issue's state that counts; null in a frozen query that asks for no state.</param>
internal sealed record SearchFacts(IReadOnlyDictionary<int, string> ProjectSlugs, DateTime? Now, long? StatusChange)
{
    /// <summary>The facts of a frozen query.</summary>
    public static SearchFacts Of(DiscoverQuery query, IReadOnlyDictionary<int, string> projectSlugs) => new(projectSlugs, query.Now, query.StatusChange);
}
