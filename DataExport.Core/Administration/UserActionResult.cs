namespace DataExport.Core.Administration;

/// <summary>What became of an instance admin's wish about a person.</summary>
public abstract record UserActionResult
{
    private UserActionResult()
    {
    }

    /// <summary>It is as wished.</summary>
    public sealed record Done : UserActionResult;

    /// <summary>There is no such person, or the caller does not administer the instance (404).</summary>
    public sealed record NotFound : UserActionResult;

    /// <summary>It must not be; the sentence says why.</summary>
    public sealed record Refused(string Detail) : UserActionResult;
}
