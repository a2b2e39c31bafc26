namespace DataExport.Core.Queries.Search;

/// <summary>A parsed search, or what is wrong with it.</summary>
/// <param name="Node">The search; null when it is empty or wrong.</param>
/// <param name="Error">What is wrong, and at which character, counted from 1; null when it is right.</param>
/// <param name="Position">Where it is wrong, in characters from 0.</param>
/// <param name="Steps">The work that parsing took, in characters looked at.</param>
public readonly record struct SearchResult(SearchNode? Node, string? Error = null, int Position = 0, int Steps = 0)
{
    internal static SearchResult Wrong(SearchException error, int steps = 0) =>
        new(null, $"{error.Message} (at character {error.Position + 1})", error.Position, steps);
}
