using DataExport.Core.Organizations;
using DataExport.Web.Api.Access;
using DataExport.Web.Api.Errors;
using DataExport.Web.Api.Limits;
using DataExport.Web.Api.Lists;
using DataExport.Web.Api.Requests;
using DataExport.Web.Startup;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataExport.Web.Api.Keys;

/// <summary><c>projects/{org}/{project}/keys/</c>: list, create; <c>…/{key}/</c>: read, disable or rename, delete.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("projects/{organization}/{project}/keys").WithMetadata(new RateLimitGroup("keys")).RequireOrganization();
        group.MapGet("/", ListAsync).RequireScope(Scopes.ProjectRead).AllowQuery(Paging.CursorName, Paging.PerPageName);
        group.MapPost("/", CreateAsync).RequireScope(Scopes.ProjectWrite);
        group.MapGet("{key}", ReadAsync).RequireScope(Scopes.ProjectRead);
        group.MapPut("{key}", ChangeAsync).RequireScope(Scopes.ProjectWrite);
        group.MapDelete("{key}", DeleteAsync).RequireScope(Scopes.ProjectAdmin);
    }

    private static async Task<Results<Ok<KeyJson[]>, ApiError>> ListAsync(
        ApiOrganization current, string project, ProjectKeys keys, PublicAddress address, HttpContext context, CancellationToken cancellationToken)
    {
        if (current.FindProject(project) is not { } found)
        {
            return ApiError.NotFound;
        }

        var (paging, error) = Paging.Read(context.Request);
        if (paging is null)
        {
            return error!;
        }

        var list = await keys.ListAsync(current.Access, found.Id, cancellationToken);
        paging.SendLinks(context, list.Count);
        return TypedResults.Ok(paging.Of(list).Select(key => KeyJson.From(key, address.Of(context.Request))).ToArray());
    }

    private static async Task<Results<Ok<KeyJson>, ApiError>> ReadAsync(
        ApiOrganization current, string project, string key, ProjectKeys keys, PublicAddress address, HttpRequest request, CancellationToken cancellationToken) =>
        current.FindProject(project) is { } found
        && (await keys.ListAsync(current.Access, found.Id, cancellationToken)).FirstOrDefault(row => row.PublicKey == key) is { } row
            ? TypedResults.Ok(KeyJson.From(row, address.Of(request)))
            : ApiError.NotFound;

    private static async Task<Results<Created<KeyJson>, ApiError>> CreateAsync(
        ApiOrganization current, string project, ProjectKeys keys, PublicAddress address, HttpRequest request, CancellationToken cancellationToken)
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
        var name = new BodyMembers(body.Members, errors).Text("name");
        if (errors.Any)
        {
            return ApiError.Validation(errors);
        }

        return await keys.CreateAsync(current.Access, found.Id, name, cancellationToken) switch
        {
            KeyResult.Done(var made) => TypedResults.Created(
                $"/api/0/projects/{current.Organization.Slug}/{found.Slug}/keys/{made.PublicKey}/", KeyJson.From(made, address.Of(request))),
            var refused => Refuse(refused),
        };
    }

    private static async Task<Results<Ok<KeyJson>, ApiError>> ChangeAsync(
        ApiOrganization current, string project, string key, ProjectKeys keys, PublicAddress address, HttpRequest request, CancellationToken cancellationToken)
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
        var (isActive, name) = (members.Boolean("isActive"), members.Text("name"));
        if (errors.Any)
        {
            return ApiError.Validation(errors);
        }

        return await keys.ChangeAsync(current.Access, found.Id, key, isActive, name, cancellationToken) switch
        {
            KeyResult.Done(var changed) => TypedResults.Ok(KeyJson.From(changed, address.Of(request))),
            var refused => Refuse(refused),
        };
    }

    private static async Task<Results<NoContent, ApiError>> DeleteAsync(
        ApiOrganization current, string project, string key, ProjectKeys keys, CancellationToken cancellationToken)
    {
        if (current.FindProject(project) is not { } found)
        {
            return ApiError.NotFound;
        }

        return await keys.DeleteAsync(current.Access, found.Id, key, cancellationToken) is KeyResult.Done
            ? TypedResults.NoContent()
            : ApiError.NotFound;
    }

    private static ApiError Refuse(KeyResult result) => result switch
    {
        KeyResult.Invalid(var wrong) => ApiError.Validation([wrong]),
        KeyResult.Forbidden => ApiError.Forbidden,
        _ => ApiError.NotFound,
    };
}
