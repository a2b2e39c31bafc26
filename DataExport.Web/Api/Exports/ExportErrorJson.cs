using DataExport.Core.Exports;

namespace DataExport.Web.Api.Exports;

/// <summary>Why an export failed, as JSON.</summary>
/// <param name="Code">One of <see cref="ExportErrorCode"/>.</param>
/// <param name="Message">A sentence.</param>
/// <param name="Retryable">Whether a retry may help without a change.</param>
public sealed record ExportErrorJson(string Code, string? Message, bool Retryable)
{
    /// <summary>Makes it from the row; null unless it failed.</summary>
    public static ExportErrorJson? From(Export export) =>
        export.ErrorCode is { } code ? new ExportErrorJson(code, export.ErrorMessage, IsRetryable(code)) : null;

    private static bool IsRetryable(string code) => code is
        ExportErrorCode.StoreUnavailable or ExportErrorCode.StorageFull or ExportErrorCode.ExporterCrashed
        or ExportErrorCode.Incomplete or ExportErrorCode.Timeout or ExportErrorCode.Internal;
}
