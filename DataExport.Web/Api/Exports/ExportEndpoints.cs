using DataExport.Core.Exports;
using DataExport.Core.Exports.Requesting;
using DataExport.Core.Organizations;
using DataExport.Web.Api.Access;
using DataExport.Web.Api.Errors;
using DataExport.Web.Api.Limits;
using DataExport.Web.Api.Lists;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataExport.Web.Api.Exports;

/// <summary><c>organizations/{org}/data-export/</c> (EXPORTS: REST).</summary>
internal static class ExportEndpoints
{
    public static void MapExports(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("organizations/{organization}/data-export")
            .WithMetadata(new RateLimitGroup("data-export")).RequireOrganization().RequireDiscoverQuery();
        group.MapPost("/", SubmitAsync).RequireScope(Scopes.EventRead);
        group.MapGet("/", ExportListEndpoint.ListAsync).RequireExports().AllowQuery(ExportListEndpoint.Parameters);
        group.MapPost("/preview", PreviewEndpoint.PreviewAsync).RequireScope(Scopes.EventRead);
        group.MapGet("/{id}", DetailsAsync).RequireExports().AllowQuery("download", DownloadEndpoint.CompressionName);
        group.MapGet("/{id}/download", DownloadEndpoint.DownloadAsync).RequireExports().AllowQuery(DownloadEndpoint.CompressionName);
        group.MapGet("/{id}/manifest", ManifestEndpoint.ReadAsync).RequireExports();
        group.MapPost("/{id}/cancel", ExportActionEndpoints.CancelAsync).RequireExports();
        group.MapPost("/{id}/retry", ExportActionEndpoints.RetryAsync).RequireExports();
        group.MapPost("/{id}/extend", ExportActionEndpoints.ExtendAsync).RequireExports();
        group.MapPost("/{id}/rerun", ExportActionEndpoints.RunAgainAsync).RequireScope(Scopes.EventRead);
        group.MapDelete("/{id}", ExportActionEndpoints.DeleteAsync).RequireExports();
    }

    private static async Task<Results<Created<ExportJson>, Ok<ExportJson>, ApiError>> SubmitAsync(
        ApiOrganization current, ExportRequests requests, ExportPresenter presenter, HttpRequest request, CancellationToken cancellationToken)
    {
        var (wanted, error) = await ExportRequestReader.ReadAsync(request, cancellationToken);
        if (wanted is null)
        {
            return error!;
        }

        var result = await requests.SubmitAsync(current.Access, wanted, cancellationToken);
        if (result is not SubmitResult.Accepted(var export, var isNew))
        {
            return ExportErrors.Of(result);
        }

        var answer = await presenter.PresentAsync(request, current.Organization, export, cancellationToken);
        return isNew
            ? TypedResults.Created(presenter.AddressOf(request, current.Organization, export), answer)
            : TypedResults.Ok(answer);
    }

    private static async Task<IResult> DetailsAsync(
        ApiOrganization current, string id, ExportCatalogue catalogue, ExportPresenter presenter, DownloadEndpoint download,
        HttpRequest request, CancellationToken cancellationToken)
    {
        var export = await catalogue.FindAsync(current.Access, id, cancellationToken);
        if (export is null)
        {
            return ApiError.NotFound;
        }

        var file = request.Query.ContainsKey("download") && download.HasFile(export);
        return file
            ? await download.SendAsync(current.Access, id, request, cancellationToken)
            : TypedResults.Ok(await presenter.PresentAsync(request, current.Organization, export, cancellationToken));
    }
}
