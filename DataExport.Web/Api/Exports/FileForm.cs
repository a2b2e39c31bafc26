namespace DataExport.Web.Api.Exports;

/// <summary>In which form a file leaves.</summary>
internal enum FileForm
{
    /// <summary>The stored gzip file itself, <c>.csv.gz</c>, with ranges.</summary>
    GzipFile,

    /// <summary>The stored gzip bytes as the transfer's encoding: the client inflates them.</summary>
    GzipEncoded,

    /// <summary>Stored as gzip, inflated on the way.</summary>
    Inflated,

    /// <summary>Stored plain, with ranges.</summary>
    Plain,
}
