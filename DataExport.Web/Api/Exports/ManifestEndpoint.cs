using DataExport.Core.Exports;
using DataExport.Web.Api.Access;
using DataExport.Web.Api.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataExport.Web.Api.Exports;

/// <summary><c>GET data-export/{id}/manifest</c>: the facts of a finished file, which outlive it.</summary>
internal static class ManifestEndpoint
{
    public static async Task<Results<Ok<ManifestJson>, ApiError>> ReadAsync(
        ApiOrganization current, string id, ExportCatalogue catalogue, CancellationToken cancellationToken)
    {
        var export = await catalogue.FindAsync(current.Access, id, cancellationToken);
        if (export is null)
        {
            return ApiError.NotFound;
        }

        return export.Artifact is { } artifact
            ? TypedResults.Ok(ManifestJson.From(export, artifact))
            : ApiError.Detail(StatusCodes.Status409Conflict, "This export has no file.");
    }
}
