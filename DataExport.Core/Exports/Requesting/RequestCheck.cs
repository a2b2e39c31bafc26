using DataExport.Core.Organizations;
using DataExport.Core.Queries;

namespace DataExport.Core.Exports.Requesting;

/// <summary>Decides whether a request can be answered, and freezes its query; the same for an export and for its preview.</summary>
public sealed class RequestCheck(QueryNormaliser queries)
{
    /// <summary>The frozen query, everything that is wrong with query and options, or that the requester may not ask for it.</summary>
    public QueryResult Check(OrganizationAccess access, ExportRequest request)
    {
        if (!access.HasAnyEventScope)
        {
            return new QueryResult.Forbidden();
        }

        var errors = OptionsValidator.Validate(request);
        return queries.Normalise(access, request.QueryType, request.QueryInfo) switch
        {
            QueryResult.Invalid invalid => new QueryResult.Invalid([.. invalid.Errors, .. errors]),
            QueryResult.Valid when errors.Count > 0 => new QueryResult.Invalid(errors),
            var result => result,
        };
    }
}
