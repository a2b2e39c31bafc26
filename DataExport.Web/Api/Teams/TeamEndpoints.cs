using DataExport.Core.Organizations;
using DataExport.Web.Api.Access;
using DataExport.Web.Api.Errors;
using DataExport.Web.Api.Limits;
using DataExport.Web.Api.Lists;
using DataExport.Web.Api.Requests;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataExport.Web.Api.Teams;

/// <summary><c>organizations/{org}/teams/</c>: list, create; <c>teams/{org}/{team}/</c>: read, rename, delete.</summary>
internal static class TeamEndpoints
{
    public static void MapTeams(this IEndpointRouteBuilder api)
    {
        var limit = new RateLimitGroup("teams");
        var list = api.MapGroup("organizations/{organization}/teams").WithMetadata(limit).RequireOrganization();
        list.MapGet("/", ListAsync).RequireScope(Scopes.TeamRead).AllowQuery(Paging.CursorName, Paging.PerPageName);
        list.MapPost("/", CreateAsync).RequireScope(Scopes.TeamWrite);
        var one = api.MapGroup("teams/{organization}/{team}").WithMetadata(limit).RequireOrganization();
        one.MapGet("", ReadAsync).RequireScope(Scopes.TeamRead);
        one.MapPut("", RenameAsync).RequireScope(Scopes.TeamWrite);
        one.MapDelete("", DeleteAsync).RequireScope(Scopes.TeamAdmin);
    }

    private static async Task<Results<Ok<TeamJson[]>, ApiError>> ListAsync(
        ApiOrganization current, Core.Organizations.Teams teams, HttpContext context, CancellationToken cancellationToken)
    {
        var (paging, error) = Paging.Read(context.Request);
        if (paging is null)
        {
            return error!;
        }

        var all = await teams.ListAsync(current.Access, cancellationToken);
        paging.SendLinks(context, all.Count);
        return TypedResults.Ok(paging.Of(all).Select(TeamJson.From).ToArray());
    }

    private static async Task<Results<Created<TeamJson>, ApiError>> CreateAsync(
        ApiOrganization current, Core.Organizations.Teams teams, HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, error) = await JsonBody.ReadAsync(request, cancellationToken);
        if (body is null)
        {
            return error!;
        }

        var errors = new FieldErrors();
        var fields = new BodyMembers(body.Members, errors);
        var (name, slug) = (fields.Text("name", required: true), fields.Text("slug"));
        if (errors.Any)
        {
            return ApiError.Validation(errors);
        }

        switch (await teams.CreateAsync(current.Access, name!, slug, cancellationToken))
        {
            case CreationResult<Team>.Created(var made) when await teams.FindAsync(current.Access, made.Slug, cancellationToken) is { } found:
                return TypedResults.Created($"/api/0/teams/{current.Organization.Slug}/{made.Slug}/", TeamJson.From(found));
            case CreationResult<Team>.Invalid(var wrong):
                return ApiError.Validation(wrong);
            case CreationResult<Team>.Forbidden:
                return ApiError.Forbidden;
            default:
                return ApiError.NotFound;
        }
    }

    private static async Task<Results<Ok<TeamJson>, ApiError>> ReadAsync(
        ApiOrganization current, string team, Core.Organizations.Teams teams, CancellationToken cancellationToken) =>
        await teams.FindAsync(current.Access, team, cancellationToken) is { } found ? TypedResults.Ok(TeamJson.From(found)) : ApiError.NotFound;

    private static async Task<Results<Ok<TeamJson>, ApiError>> RenameAsync(
        ApiOrganization current, string team, Core.Organizations.Teams teams, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await teams.FindAsync(current.Access, team, cancellationToken) is not { } found)
        {
            return ApiError.NotFound;
        }

        var (body, error) = await JsonBody.ReadAsync(request, cancellationToken);
        if (body is null)
        {
            return error!;
        }

        var errors = new FieldErrors();
        var name = new BodyMembers(body.Members, errors).Text("name", required: true);
        if (errors.Any)
        {
            return ApiError.Validation(errors);
        }

        var result = await teams.RenameAsync(current.Access, found.Team.Id, name!, cancellationToken);
        return result is ChangeResult<Team>.Done && await teams.FindAsync(current.Access, team, cancellationToken) is { } renamed
            ? TypedResults.Ok(TeamJson.From(renamed))
            : Refuse(result);
    }

    private static async Task<Results<NoContent, ApiError>> DeleteAsync(
        ApiOrganization current, string team, Core.Organizations.Teams teams, CancellationToken cancellationToken)
    {
        if (await teams.FindAsync(current.Access, team, cancellationToken) is not { } found)
        {
            return ApiError.NotFound;
        }

        var result = await teams.DeleteAsync(current.Access, found.Team.Id, cancellationToken);
        return result is ChangeResult<Team>.Done ? TypedResults.NoContent() : Refuse(result);
    }

    private static ApiError Refuse(ChangeResult<Team> result) => result switch
    {
        ChangeResult<Team>.Invalid(var wrong) => ApiError.Validation([wrong]),
        ChangeResult<Team>.Forbidden => ApiError.Forbidden,
        _ => ApiError.NotFound,
    };
}
