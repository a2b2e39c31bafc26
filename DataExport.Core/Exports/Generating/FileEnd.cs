namespace DataExport.Core.Exports.Generating;

/// <summary>Why a file ends where it does.</summary>
internal enum FileEnd
{
    /// <summary>There are no more rows.</summary>
    AllRows,

    /// <summary>The requester wanted no more.</summary>
    RequestedRows,

    /// <summary>The system allows no more rows.</summary>
    RowLimit,

    /// <summary>The system allows no more bytes.</summary>
    ByteLimit,
}
