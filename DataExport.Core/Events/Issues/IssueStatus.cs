namespace DataExport.Core.Events.Issues;

/// <summary>What people have decided about an issue; events are counted in it all the same.</summary>
public static class IssueStatus
{
    /// <summary>Nothing yet.</summary>
    public const string Unresolved = "unresolved";

    /// <summary>Its cause is mended.</summary>
    public const string Resolved = "resolved";

    /// <summary>Nobody needs to look at it.</summary>
    public const string Ignored = "ignored";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Unresolved, Resolved, Ignored];
}
