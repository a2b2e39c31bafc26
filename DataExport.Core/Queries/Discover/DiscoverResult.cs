namespace DataExport.Core.Queries.Discover;

/// <summary>What became of a Discover query as it was requested.</summary>
public abstract record DiscoverResult
{
    private DiscoverResult()
    {
    }

    /// <summary>It can be answered.</summary>
    /// <param name="Query">Its frozen form.</param>
    /// <param name="Canonical">The same with relative periods as they were written; equal for requests that mean the same.</param>
    /// <param name="Warnings">What was ignored, as sentences.</param>
    public sealed record Valid(DiscoverQuery Query, string Canonical, IReadOnlyList<string> Warnings) : DiscoverResult;

    /// <summary>It is wrong.</summary>
    public sealed record Invalid(IReadOnlyList<ValidationError> Errors) : DiscoverResult;

    /// <summary>It names a project that the requester cannot access, or that does not exist.</summary>
    public sealed record Forbidden : DiscoverResult;
}
