namespace DataExport.Core.Events.Issues;

/// <summary>What became of a change to an issue.</summary>
public abstract record IssueActionResult
{
    private IssueActionResult()
    {
    }

    /// <summary>It is on disk.</summary>
    /// <param name="Issue">The issue as it is now.</param>
    public sealed record Done(Issue Issue) : IssueActionResult;

    /// <summary>There is no such issue, or it is not the caller's to see (404).</summary>
    public sealed record NotFound : IssueActionResult;

    /// <summary>The caller sees it, but may not change it (403).</summary>
    public sealed record Forbidden : IssueActionResult;
}
