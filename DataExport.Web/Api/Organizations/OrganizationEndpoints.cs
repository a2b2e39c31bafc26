using DataExport.Core.Deletion;
using DataExport.Core.Organizations;
using DataExport.Web.Api.Access;
using DataExport.Web.Api.Errors;
using DataExport.Web.Api.Limits;
using DataExport.Web.Api.Lists;
using DataExport.Web.Api.Requests;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataExport.Web.Api.Organizations;

/// <summary><c>organizations/</c>: list, create, read, rename, delete.</summary>
internal static class OrganizationEndpoints
{
    public static void MapOrganizations(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("organizations").WithMetadata(new RateLimitGroup("organizations"));
        group.MapGet("/", ListAsync).RequireScope(Scopes.OrgRead).AllowQuery(Paging.CursorName, Paging.PerPageName);
        group.MapPost("/", CreateAsync).RequireScope(Scopes.OrgWrite);
        group.MapGet("/{organization}", Read).RequireOrganization().RequireScope(Scopes.OrgRead);
        group.MapPut("/{organization}", RenameAsync).RequireOrganization().RequireScope(Scopes.OrgWrite);
        group.MapDelete("/{organization}", DeleteAsync).RequireOrganization().RequireScope(Scopes.OrgAdmin);
    }

    private static async Task<Results<Ok<OrganizationJson[]>, ApiError>> ListAsync(
        ApiCaller caller, AccessRules rules, HttpContext context, CancellationToken cancellationToken)
    {
        var (paging, error) = Paging.Read(context.Request);
        if (paging is null)
        {
            return error!;
        }

        var organizations = await rules.ListAsync(caller.Caller, cancellationToken);
        paging.SendLinks(context, organizations.Count);
        return TypedResults.Ok(paging.Of(organizations).Select(OrganizationJson.From).ToArray());
    }

    private static async Task<Results<Created<OrganizationJson>, ApiError>> CreateAsync(
        ApiCaller caller, OrganizationCreation creation, HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, error) = await JsonBody.ReadAsync(request, cancellationToken);
        if (body is null)
        {
            return error!;
        }

        var errors = new FieldErrors();
        var members = new BodyMembers(body.Members, errors);
        var (name, slug) = (members.Text("name", required: true), members.Text("slug"));
        if (errors.Any)
        {
            return ApiError.Validation(errors);
        }

        return await creation.CreateAsync(name!, slug, caller.Caller.UserId, cancellationToken) switch
        {
            CreationResult<Organization>.Created(var made) => TypedResults.Created($"/api/0/organizations/{made.Slug}/", OrganizationJson.From(made)),
            CreationResult<Organization>.Invalid(var wrong) => ApiError.Validation(wrong),
            _ => ApiError.Forbidden,
        };
    }

    private static Ok<OrganizationJson> Read(ApiOrganization current) =>
        TypedResults.Ok(OrganizationJson.From(current.Organization));

    private static async Task<Results<Ok<OrganizationJson>, ApiError>> RenameAsync(
        ApiOrganization current, OrganizationChanges changes, HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, error) = await JsonBody.ReadAsync(request, cancellationToken);
        if (body is null)
        {
            return error!;
        }

        var errors = new FieldErrors();
        var members = new BodyMembers(body.Members, errors);
        var (name, slug) = (members.Text("name", required: true), members.Text("slug"));
        FixedSlugs.Check(slug, current.Organization.Slug, errors);
        if (errors.Any)
        {
            return ApiError.Validation(errors);
        }

        return await changes.RenameAsync(current.Access, name!, cancellationToken) switch
        {
            ChangeResult<Organization>.Done(var renamed) => TypedResults.Ok(OrganizationJson.From(renamed)),
            ChangeResult<Organization>.Invalid(var wrong) => ApiError.Validation([wrong]),
            ChangeResult<Organization>.Forbidden => ApiError.Forbidden,
            _ => ApiError.NotFound,
        };
    }

    // 202, as the reference system answers: nobody finds it any more, and its data is removed from now on.
    private static async Task<Results<Accepted, ApiError>> DeleteAsync(ApiOrganization current, Deletions deletions, CancellationToken cancellationToken) =>
        await deletions.DeleteOrganizationAsync(current.Access, cancellationToken) switch
        {
            ChangeResult<Organization>.Done => TypedResults.Accepted(uri: (string?)null),
            ChangeResult<Organization>.Forbidden => ApiError.Forbidden,
            _ => ApiError.NotFound,
        };
}
