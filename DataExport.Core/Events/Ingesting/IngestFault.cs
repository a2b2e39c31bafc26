namespace DataExport.Core.Events.Ingesting;

/// <summary>Why a request to the ingestion endpoints is turned away.</summary>
public enum IngestFault
{
    /// <summary>It is not what it should be (400).</summary>
    Malformed,

    /// <summary>Its key is missing, unknown, disabled, or another project's (403).</summary>
    Forbidden,

    /// <summary>It is over one of <see cref="IngestLimits"/> (413).</summary>
    TooLarge,

    /// <summary>Its content encoding is none that can be undone (415).</summary>
    Encoding,

    /// <summary>Its project has sent too much in this minute (429).</summary>
    Rate,

    /// <summary>Too much is waiting to be stored, or it cannot be stored now (503).</summary>
    Busy,
}
