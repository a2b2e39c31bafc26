namespace DataExport.Core.Queries.Completion;

/// <summary>What a search can be completed with at some place.</summary>
public enum SearchPlaceKind
{
    /// <summary>A key, or a word of the message.</summary>
    Key,

    /// <summary>The key that <c>has:</c> asks for.</summary>
    HasKey,

    /// <summary>A value of a key.</summary>
    Value,
}
