namespace DataExport.Core.Queries.Reading;

/// <summary>What is fixed beside the query when an export is requested.</summary>
/// <param name="CutOff">The id of the last event that belongs to it.</param>
/// <param name="ProjectSlugs">The slugs of its projects, by id.</param>
/// <param name="Most">How many rows will be read at the most; more need not be prepared. Null for all.</param>
public sealed record QueryBounds(long CutOff, IReadOnlyDictionary<int, string> ProjectSlugs, long? Most = null);
