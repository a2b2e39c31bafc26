namespace DataExport.Core.Queries.Search;

/// <summary>A parsed search, or what is wrong with it.</summary>
/// <param name="Node">The search; null when it is empty or wrong.</param>
/// <param name="Error">What is wrong; null when it is right.</param>
/// <param name="Position">Where it is wrong, in characters from 0.</param>
public readonly record struct SearchResult(SearchNode? Node, string? Error = null, int Position = 0);
