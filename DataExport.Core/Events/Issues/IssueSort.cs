namespace DataExport.Core.Events.Issues;

/// <summary>The orders that issues can be listed in; each descending, ties by id.</summary>
public enum IssueSort
{
    /// <summary>The one that happened last first.</summary>
    LastSeen,

    /// <summary>The newest first.</summary>
    FirstSeen,

    /// <summary>The one with the most events first.</summary>
    TimesSeen,
}
