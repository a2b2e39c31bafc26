namespace DataExport.Core.Events.Ingesting;

/// <summary>The most that a request to the ingestion endpoints may bring (INGEST: limits).</summary>
public static class IngestLimits
{
    /// <summary>Bytes of the body as it is sent.</summary>
    public const long CompressedBytes = 20 << 20;

    /// <summary>Bytes of the body once it is unpacked.</summary>
    public const long UnpackedBytes = 100 << 20;

    /// <summary>Bytes of one event's JSON.</summary>
    public const int EventBytes = 1 << 20;

    /// <summary>Bytes of an envelope's header, or of an item's.</summary>
    public const int HeaderBytes = 1 << 16;

    /// <summary>How deep objects and lists may lie in one another.</summary>
    public const int JsonDepth = 64;

    /// <summary>
    /// Bytes of events that are held back until the end of their envelope has been seen, so that a malformed one leaves nothing
    /// behind. What a longer envelope brings is stored as it comes.
    /// </summary>
    internal const int HeldBytes = 4 << 20;

    /// <summary>Bytes of events, of all requests, that may wait for the writer; beyond them requests are turned away.</summary>
    internal const long WaitingBytes = 64 << 20;
}
