namespace DataExport.Core.Queries.Reading;

/// <summary>What is fixed beside the query when an export is requested.</summary>
/// <param name="CutOff">The id of the last event that belongs to it.</param>
/// <param name="ProjectSlugs">The slugs of its projects, by id.</param>
public sealed record QueryBounds(long CutOff, IReadOnlyDictionary<int, string> ProjectSlugs);
