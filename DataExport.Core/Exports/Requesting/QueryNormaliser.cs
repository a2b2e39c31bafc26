using System.Text.Json;
using DataExport.Core.Organizations;
using DataExport.Core.Queries;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.IssuesByTag;

namespace DataExport.Core.Exports.Requesting;

/// <summary>Validates and freezes the query of a request, whatever its type.</summary>
public sealed class QueryNormaliser(DiscoverNormaliser discover, IssuesByTagNormaliser issuesByTag)
{
    /// <summary>The frozen form of a query, or what is wrong with it.</summary>
    /// <param name="access">The requester's access, which decides which projects it may name.</param>
    /// <param name="type">The type of the query.</param>
    /// <param name="info">The query as it was written.</param>
    public QueryResult Normalise(OrganizationAccess access, QueryType type, JsonElement info) =>
        type == QueryType.IssuesByTag ? issuesByTag.Normalise(access, info) : discover.Normalise(access, info);
}
