namespace DataExport.Core.Queries.Reading;

/// <summary>What a cell holds; formats that have types write it accordingly.</summary>
public enum CellKind
{
    /// <summary>Nothing.</summary>
    Null,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A number, as text in the invariant culture.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,
}
