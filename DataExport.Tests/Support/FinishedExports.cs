using System.Net;
using DataExport.Core.Exports;

namespace DataExport.Tests.Support;

/// <summary>Makes exports whose files can be fetched.</summary>
internal static class FinishedExports
{
    /// <summary>Requests an export of timestamps and messages, and waits for its file.</summary>
    /// <param name="server">Where; it must have exporters.</param>
    /// <param name="members">Further members of the request, with a comma before them.</param>
    public static async Task<FinishedExport> FinishExportAsync(this ServerFixture server, string members = "")
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var project = await server.People.AddProjectAsync(slug, owner, "shop");
        await server.AddEventsAsync(project.Id, FinishedExport.RowCount);
        var api = server.Api(owner.Token);
        var made = (await api.PostAsync(
            $"organizations/{slug}/data-export/",
            $$"""{"query_type": "Discover", "query_info": {"field": ["timestamp", "message"], "query": ""}{{members}}}""")).Expect(HttpStatusCode.Created);
        var address = $"organizations/{slug}/data-export/{made["id"]}/";
        var facts = await Eventually.GetAsync(() => api.GetAsync(address), answer => answer["state"] == nameof(ExportState.Completed), "the export is Completed");
        return new FinishedExport(api, address, made["id"]!, facts, owner, project.Id);
    }
}
