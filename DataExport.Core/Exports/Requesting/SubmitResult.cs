using DataExport.Core.Queries;

namespace DataExport.Core.Exports.Requesting;

/// <summary>What became of a request.</summary>
public abstract record SubmitResult
{
    private SubmitResult()
    {
    }

    /// <summary>There is an export for it.</summary>
    /// <param name="Export">The export, with its projects and its user loaded.</param>
    /// <param name="IsNew">False when the same request was Queued or Generating already, or its idempotency key known.</param>
    public sealed record Accepted(Export Export, bool IsNew) : SubmitResult;

    /// <summary>The request is wrong; nothing was stored.</summary>
    public sealed record Invalid(IReadOnlyList<ValidationError> Errors) : SubmitResult;

    /// <summary>The requester cannot access a project that the query names, or lacks the scope (403).</summary>
    public sealed record Forbidden : SubmitResult;

    /// <summary>The idempotency key was used for another body (409).</summary>
    public sealed record Conflict(string Detail) : SubmitResult;

    /// <summary>The requester keeps as many exports as allowed (429).</summary>
    public sealed record TooMany(string Detail) : SubmitResult;
}
