using DataExport.Core.Exports;
using DataExport.Core.Organizations;
using DataExport.Web.Api.Users;
using DataExport.Web.Startup;

namespace DataExport.Web.Api.Exports;

/// <summary>Puts exports into JSON.</summary>
internal sealed class ExportPresenter(ExportCatalogue catalogue, TimeProvider clock, PublicAddress address)
{
    /// <summary>One export; looks its place in the queue up.</summary>
    public async Task<ExportJson> PresentAsync(HttpRequest request, Organization organization, Export export, CancellationToken cancellationToken) =>
        Present(request, organization, export, await catalogue.QueuePositionAsync(export, cancellationToken));

    /// <summary>One export, whose place in the queue is known.</summary>
    public ExportJson Present(HttpRequest request, Organization organization, Export export, int? queuePosition)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var artifact = export.Artifact;
        return new ExportJson(
            export.Id,
            export.Name,
            export.User is null ? null : UserJson.From(export.User),
            export.DateCreated,
            export.DateStarted,
            export.DateFinished,
            export.DateExpired,
            QueryJson.From(export),
            export.StatusAt(now).ToString().ToUpperInvariant(),
            export.State.ToString(),
            ProgressJson.From(export, queuePosition, now),
            export.Options.Format,
            artifact?.FileName,
            artifact?.ContentSha256,
            artifact?.ContentBytes,
            export.Options.Compression == "gzip" ? artifact?.StoredBytes : null,
            artifact?.Rows,
            export.Truncated,
            export.Warnings,
            export.WaitingReason,
            ExportErrorJson.From(export),
            export.Attempt,
            LinksTo(request, organization, export));
    }

    /// <summary>The address of the API's resource of an export, absolute.</summary>
    public string AddressOf(HttpRequest request, Organization organization, Export export) =>
        $"{Origin(request)}/api/0/organizations/{organization.Slug}/data-export/{export.Id}/";

    private ExportLinksJson LinksTo(HttpRequest request, Organization organization, Export export) => new(
        $"{Origin(request)}/organizations/{organization.Slug}/data-export/{export.Id}",
        $"{AddressOf(request, organization, export)}download");

    private string Origin(HttpRequest request) => address.Configured ?? $"{request.Scheme}://{request.Host}{request.PathBase}";
}
