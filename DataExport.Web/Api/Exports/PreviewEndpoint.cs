using DataExport.Core.Exports.Previewing;
using DataExport.Web.Api.Access;
using DataExport.Web.Api.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataExport.Web.Api.Exports;

/// <summary><c>POST data-export/preview/</c>: what a request would give; nothing is queued.</summary>
internal static class PreviewEndpoint
{
    public static async Task<Results<Ok<PreviewJson>, ApiError>> PreviewAsync(
        ApiOrganization current, ExportPreviews previews, HttpRequest request, CancellationToken cancellationToken)
    {
        var (wanted, error) = await ExportRequestReader.ReadAsync(request, cancellationToken);
        if (wanted is null)
        {
            return error!;
        }

        return await previews.PreviewAsync(current.Access, wanted, cancellationToken) switch
        {
            PreviewResult.Ready(var preview) => TypedResults.Ok(PreviewJson.From(preview)),
            PreviewResult.Invalid(var errors) => ExportErrors.Validation(errors),
            _ => ApiError.Forbidden,
        };
    }
}
