using System.Text.Json;
using DataExport.Core.Organizations;

namespace DataExport.Core.Exports.Requesting;

/// <summary>Makes a new export from an earlier one's query as it was written, with a new cut-off.</summary>
public sealed class ExportRerun(ExportCatalogue catalogue, ExportRequests requests)
{
    /// <summary>Asks for the same again, as the caller. Null (404) when the caller can see no such export.</summary>
    public async Task<SubmitResult?> RunAgainAsync(OrganizationAccess access, string id, CancellationToken cancellationToken)
    {
        if (await catalogue.FindAsync(access, id, cancellationToken) is not { } export)
        {
            return null;
        }

        using var query = JsonDocument.Parse(export.RequestedQuery);
        var request = new ExportRequest
        {
            QueryType = export.QueryType,
            QueryInfo = query.RootElement,
            Options = export.Options,
            Limit = export.Limit,
            Name = export.Name,
            Notify = export.Notify,
        };
        return await requests.SubmitAsync(access, request, cancellationToken);
    }
}
