using System.Globalization;
using DataExport.Core.Events.Issues;
using DataExport.Core.Organizations;
using DataExport.Web.Api.Access;
using DataExport.Web.Api.Errors;
using DataExport.Web.Api.Limits;
using DataExport.Web.Api.Lists;
using DataExport.Web.Api.Requests;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataExport.Web.Api.Issues;

/// <summary><c>organizations/{org}/issues/</c>: list; <c>issues/{id}/</c>, with or without the organization before it: details, tags, resolve or ignore.</summary>
internal static class IssueEndpoints
{
    private const int ValuesOfTag = 10;

    public static void MapIssues(this IEndpointRouteBuilder api)
    {
        var limit = new RateLimitGroup("issues");
        api.MapGet("organizations/{organization}/issues", List).WithMetadata(limit)
            .RequireOrganization().RequireScope(Scopes.EventRead).AllowQuery(IssueListFilter.Parameters);
        foreach (var address in new[] { "issues/{issue}", "organizations/{organization}/issues/{issue}" })
        {
            var one = api.MapGroup(address).WithMetadata(limit).RequireOrganization().RequireScope(Scopes.EventRead);
            one.MapGet("/", Read);
            one.MapPut("/", UpdateAsync).RequireScope(Scopes.EventWrite);
            one.MapGet("/tags", Tags);
        }
    }

    private static Results<Ok<IssueJson[]>, ApiError> List(ApiOrganization current, IssueCatalogue issues, HttpContext context)
    {
        var (paging, wrongPage) = Paging.Read(context.Request);
        if (paging is null)
        {
            return wrongPage!;
        }

        var (filter, error) = IssueListFilter.Read(context.Request.Query, current);
        if (filter is null)
        {
            return error!;
        }

        var (items, total) = issues.List(filter with { Skip = paging.Skip, Take = paging.Take });
        paging.SendLinks(context, total);
        var projects = current.Access.Projects.ToDictionary(project => project.Id);
        return TypedResults.Ok(items.Select(issue => IssueJson.From(issue, projects[issue.ProjectId])).ToArray());
    }

    private static Results<Ok<IssueDetailsJson>, ApiError> Read(ApiOrganization current, string issue, IssueCatalogue issues) =>
        Find(current, issue, issues) is var (found, project)
            ? TypedResults.Ok(IssueDetailsJson.From(found, project, issues.Tags(found.Id, ValuesOfTag)))
            : ApiError.NotFound;

    private static async Task<Results<Ok<IssueDetailsJson>, ApiError>> UpdateAsync(
        ApiOrganization current, string issue, IssueCatalogue issues, IssueActions actions, HttpRequest request, CancellationToken cancellationToken)
    {
        if (Find(current, issue, issues) is not var (found, project))
        {
            return ApiError.NotFound;
        }

        var (status, error) = await ReadStatusAsync(request, cancellationToken);
        if (status is null)
        {
            return error!;
        }

        return await actions.SetStatusAsync(current.Access, found.Id, status, cancellationToken) switch
        {
            IssueActionResult.Done(var changed) => TypedResults.Ok(IssueDetailsJson.From(changed, project, issues.Tags(found.Id, ValuesOfTag))),
            IssueActionResult.Forbidden => ApiError.Forbidden,
            _ => ApiError.NotFound,
        };
    }

    // {"status": "resolved"}
    private static async Task<(string? Status, ApiError? Error)> ReadStatusAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, error) = await JsonBody.ReadAsync(request, cancellationToken);
        if (body is null)
        {
            return (null, error);
        }

        var errors = new FieldErrors();
        var status = new BodyMembers(body.Members, errors).Text("status", required: true);
        if (!errors.Any && !IssueStatus.All.Contains(status))
        {
            errors.Add("status", IssueListFilter.WrongStatus(status));
        }

        return errors.Any ? (null, ApiError.Validation(errors)) : (status, null);
    }

    private static Results<Ok<TagJson[]>, ApiError> Tags(ApiOrganization current, string issue, IssueCatalogue issues) =>
        Find(current, issue, issues) is var (found, _)
            ? TypedResults.Ok(issues.Tags(found.Id, ValuesOfTag).Select(TagJson.From).ToArray())
            : ApiError.NotFound;

    private static (Issue Issue, Project Project)? Find(ApiOrganization current, string issue, IssueCatalogue issues) =>
        long.TryParse(issue, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && issues.Find(id) is { } found
        && current.Access.Projects.FirstOrDefault(row => row.Id == found.ProjectId) is { } project
            ? (found, project)
            : null;
}
