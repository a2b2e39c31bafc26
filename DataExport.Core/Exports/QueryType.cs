namespace DataExport.Core.Exports;

/// <summary>What kind of thing an export asks for.</summary>
public enum QueryType
{
    /// <summary>Issues-by-Tag: the values of one tag of one issue.</summary>
    IssuesByTag = 0,

    /// <summary>Discover: events as rows and columns.</summary>
    Discover = 1,
}
