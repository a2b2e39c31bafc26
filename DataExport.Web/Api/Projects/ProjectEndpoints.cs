using DataExport.Core.Deletion;
using DataExport.Core.Organizations;
using DataExport.Web.Api.Access;
using DataExport.Web.Api.Errors;
using DataExport.Web.Api.Limits;
using DataExport.Web.Api.Lists;
using DataExport.Web.Api.Requests;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataExport.Web.Api.Projects;

/// <summary><c>organizations/{org}/projects/</c>: list, create; <c>projects/{org}/{project}/</c>: read, change, delete.</summary>
internal static class ProjectEndpoints
{
    public static void MapProjects(this IEndpointRouteBuilder api)
    {
        var limit = new RateLimitGroup("projects");
        var group = api.MapGroup("organizations/{organization}/projects").WithMetadata(limit).RequireOrganization();
        group.MapGet("/", List).RequireScope(Scopes.ProjectRead).AllowQuery(Paging.CursorName, Paging.PerPageName);
        group.MapPost("/", CreateAsync).RequireScope(Scopes.ProjectWrite);
        api.MapGet("projects/{organization}/{project}", Read).WithMetadata(limit).RequireOrganization().RequireScope(Scopes.ProjectRead);
        api.MapPut("projects/{organization}/{project}", ChangeAsync).WithMetadata(limit).RequireOrganization().RequireScope(Scopes.ProjectWrite);
        api.MapDelete("projects/{organization}/{project}", DeleteAsync).WithMetadata(limit).RequireOrganization().RequireScope(Scopes.ProjectAdmin);
    }

    private static Results<Ok<ProjectJson[]>, ApiError> List(ApiOrganization current, HttpContext context)
    {
        var (paging, error) = Paging.Read(context.Request);
        if (paging is null)
        {
            return error!;
        }

        var projects = current.Access.Projects;
        paging.SendLinks(context, projects.Count);
        return TypedResults.Ok(paging.Of(projects).Select(project => ProjectJson.From(project, current.Organization)).ToArray());
    }

    private static async Task<Results<Created<ProjectJson>, ApiError>> CreateAsync(
        ApiOrganization current, ProjectCreation creation, HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, error) = await JsonBody.ReadAsync(request, cancellationToken);
        if (body is null)
        {
            return error!;
        }

        var errors = new FieldErrors();
        var members = new BodyMembers(body.Members, errors);
        var (name, slug, platform) = (members.Text("name", required: true), members.Text("slug"), members.Text("platform"));
        if (errors.Any)
        {
            return ApiError.Validation(errors);
        }

        return await creation.CreateAsync(current.Access, name!, slug, platform, cancellationToken) switch
        {
            CreationResult<Project>.Created(var made) => TypedResults.Created(
                $"/api/0/projects/{current.Organization.Slug}/{made.Slug}/", ProjectJson.From(made, current.Organization)),
            CreationResult<Project>.Invalid(var wrong) => ApiError.Validation(wrong),
            _ => ApiError.Forbidden,
        };
    }

    private static Results<Ok<ProjectJson>, ApiError> Read(ApiOrganization current, string project) =>
        current.FindProject(project) is { } found ? TypedResults.Ok(ProjectJson.From(found, current.Organization)) : ApiError.NotFound;

    private static async Task<Results<Ok<ProjectJson>, ApiError>> ChangeAsync(
        ApiOrganization current, string project, OrganizationChanges changes, HttpRequest request, CancellationToken cancellationToken)
    {
        if (current.FindProject(project) is not { } found)
        {
            return ApiError.NotFound;
        }

        var (body, error) = await JsonBody.ReadAsync(request, cancellationToken);
        if (body is null)
        {
            return error!;
        }

        var errors = new FieldErrors();
        var members = new BodyMembers(body.Members, errors);
        var (name, slug, platform) = (members.Text("name"), members.Text("slug"), members.Text("platform"));
        FixedSlugs.Check(slug, found.Slug, errors);
        if (errors.Any)
        {
            return ApiError.Validation(errors);
        }

        return await changes.ChangeProjectAsync(current.Access, found.Id, name, platform, cancellationToken) switch
        {
            ChangeResult<Project>.Done(var changed) => TypedResults.Ok(ProjectJson.From(changed, current.Organization)),
            ChangeResult<Project>.Invalid(var wrong) => ApiError.Validation([wrong]),
            ChangeResult<Project>.Forbidden => ApiError.Forbidden,
            _ => ApiError.NotFound,
        };
    }

    private static async Task<Results<NoContent, ApiError>> DeleteAsync(
        ApiOrganization current, string project, Deletions deletions, CancellationToken cancellationToken)
    {
        if (current.FindProject(project) is not { } found)
        {
            return ApiError.NotFound;
        }

        return await deletions.DeleteProjectAsync(current.Access, found.Id, cancellationToken) switch
        {
            ChangeResult<Project>.Done => TypedResults.NoContent(),
            ChangeResult<Project>.Forbidden => ApiError.Forbidden,
            _ => ApiError.NotFound,
        };
    }
}
