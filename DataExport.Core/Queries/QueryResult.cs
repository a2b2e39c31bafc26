namespace DataExport.Core.Queries;

/// <summary>What became of a query as it was requested.</summary>
public abstract record QueryResult
{
    private QueryResult()
    {
    }

    /// <summary>It can be answered.</summary>
    /// <param name="Query">Its frozen form.</param>
    /// <param name="Canonical">The same with relative periods as they were written; equal for requests that mean the same.</param>
    /// <param name="Warnings">What was ignored, as sentences.</param>
    public sealed record Valid(FrozenQuery Query, string Canonical, IReadOnlyList<string> Warnings) : QueryResult;

    /// <summary>It is wrong.</summary>
    public sealed record Invalid(IReadOnlyList<ValidationError> Errors) : QueryResult;

    /// <summary>It names a project that the requester cannot access, or that does not exist.</summary>
    public sealed record Forbidden : QueryResult;
}
