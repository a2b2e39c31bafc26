namespace DataExport.Core.Exports.Previewing;

/// <summary>What will end a file before its rows do.</summary>
public enum PreviewCut
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The requester wants no more rows.</summary>
    RequestedRows,

    /// <summary>The system allows no more rows.</summary>
    RowLimit,

    /// <summary>The system allows no more bytes.</summary>
    ByteLimit,
}
