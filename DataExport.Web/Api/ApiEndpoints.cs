using DataExport.Web.Api.Access;
using DataExport.Web.Api.Errors;
using DataExport.Web.Api.Events;
using DataExport.Web.Api.Exports;
using DataExport.Web.Api.Health;
using DataExport.Web.Api.Imports;
using DataExport.Web.Api.Ingest;
using DataExport.Web.Api.Issues;
using DataExport.Web.Api.Keys;
using DataExport.Web.Api.Members;
using DataExport.Web.Api.Organizations;
using DataExport.Web.Api.Projects;
using DataExport.Web.Api.Teams;
using DataExport.Web.Api.Tokens;
using DataExport.Web.Api.Users;

namespace DataExport.Web.Api;

/// <summary>Maps the REST API, version 0, what SDKs send to, and the health probes.</summary>
public static class ApiEndpoints
{
    /// <summary>Maps every address of the API below <c>/api</c>.</summary>
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        app.MapHealth();
        app.MapIngestion();
        var api = app.MapGroup("/api/0").AnswerHead().RequireCaller().AddEndpointFilter<ApiErrorFilter>().AddEndpointFilter<AntiforgeryFilter>();
        api.MapOrganizations();
        api.MapMembers();
        api.MapTeams();
        api.MapProjects();
        api.MapKeys();
        api.MapImports();
        api.MapIssues();
        api.MapEvents();
        api.MapExports();
        api.MapApiTokens();
        api.MapUsers();
        app.MapUnknown();
    }
}
