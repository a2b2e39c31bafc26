namespace DataExport.Core.Exports;

/// <summary>The stable codes that a failed export carries, in the REST API as written here.</summary>
public static class ExportErrorCode
{
    /// <summary>The query can no longer be understood.</summary>
    public const string InvalidQuery = "invalid_query";

    /// <summary>What the query names is gone.</summary>
    public const string NotFound = "not_found";

    /// <summary>The requester may no longer see what the export contains.</summary>
    public const string PermissionRevoked = "permission_revoked";

    /// <summary>A limit forbids it.</summary>
    public const string LimitExceeded = "limit_exceeded";

    /// <summary>The event store did not answer.</summary>
    public const string StoreUnavailable = "store_unavailable";

    /// <summary>There was no room for the file.</summary>
    public const string StorageFull = "storage_full";

    /// <summary>Exporters died over it, again and again.</summary>
    public const string ExporterCrashed = "exporter_crashed";

    /// <summary>Fewer or more rows were written than the bounds hold.</summary>
    public const string Incomplete = "incomplete";

    /// <summary>It took longer than allowed.</summary>
    public const string Timeout = "timeout";

    /// <summary>A defect of this program.</summary>
    public const string Internal = "internal";
}
