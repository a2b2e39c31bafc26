using System.Globalization;
using DataExport.Core.Organizations;
using DataExport.Web.Api.Access;
using DataExport.Web.Api.Errors;
using DataExport.Web.Api.Limits;
using DataExport.Web.Api.Lists;
using DataExport.Web.Api.Requests;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataExport.Web.Api.Members;

/// <summary><c>organizations/{org}/members/</c>: list, invite; <c>…/{member}/</c>: read, give another role or invite anew, remove.</summary>
internal static class MemberEndpoints
{
    private const string WrongRole = "Choose one of member, admin, manager, owner.";

    public static void MapMembers(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("organizations/{organization}/members").WithMetadata(new RateLimitGroup("members")).RequireOrganization();
        group.MapGet("/", ListAsync).RequireScope(Scopes.MemberRead).AllowQuery(Paging.CursorName, Paging.PerPageName);
        group.MapPost("/", InviteAsync).RequireScope(Scopes.MemberWrite);
        group.MapGet("{member}", ReadAsync).RequireScope(Scopes.MemberRead);
        group.MapPut("{member}", ChangeAsync).RequireScope(Scopes.MemberWrite);
        group.MapDelete("{member}", RemoveAsync).RequireScope(Scopes.MemberAdmin);
    }

    // Members by name, then those who are invited.
    private static async Task<Results<Ok<MemberJson[]>, ApiError>> ListAsync(
        ApiOrganization current, Core.Organizations.Members members, Invitations invitations, HttpContext context, CancellationToken cancellationToken)
    {
        var (paging, error) = Paging.Read(context.Request);
        if (paging is null)
        {
            return error!;
        }

        MemberJson[] all =
        [
            .. (await members.ListAsync(current.Access, cancellationToken)).Select(MemberJson.From),
            .. (await invitations.ListAsync(current.Access, cancellationToken)).Select(MemberJson.From),
        ];
        paging.SendLinks(context, all.Length);
        return TypedResults.Ok(paging.Of(all).ToArray());
    }

    private static async Task<Results<Created<MemberJson>, ApiError>> InviteAsync(
        ApiOrganization current, Invitations invitations, HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, error) = await JsonBody.ReadAsync(request, cancellationToken);
        if (body is null)
        {
            return error!;
        }

        var errors = new FieldErrors();
        var fields = new BodyMembers(body.Members, errors);
        var (email, role) = (fields.Text("email", required: true, maxLength: 256), ReadRole(fields, errors));
        if (errors.Any)
        {
            return ApiError.Validation(errors);
        }

        return await invitations.InviteAsync(current.Access, email!, role ?? OrganizationRole.Member, cancellationToken) switch
        {
            ChangeResult<Invitation>.Done(var made) when MemberJson.From(made) is var json =>
                TypedResults.Created($"/api/0/organizations/{current.Organization.Slug}/members/{json.Id}/", json),
            var refused => Refuse(refused),
        };
    }

    private static async Task<Results<Ok<MemberJson>, ApiError>> ReadAsync(
        ApiOrganization current, string member, Core.Organizations.Members members, Invitations invitations, CancellationToken cancellationToken)
    {
        var (id, isInvitation) = ReadId(member);
        if (isInvitation)
        {
            return (await invitations.ListAsync(current.Access, cancellationToken)).FirstOrDefault(row => row.Id == id) is { } invitation
                ? TypedResults.Ok(MemberJson.From(invitation))
                : ApiError.NotFound;
        }

        return await members.FindAsync(current.Access, id, cancellationToken) is { } found ? TypedResults.Ok(MemberJson.From(found)) : ApiError.NotFound;
    }

    private static async Task<Results<Ok<MemberJson>, ApiError>> ChangeAsync(
        ApiOrganization current,
        string member,
        Core.Organizations.Members members,
        Invitations invitations,
        HttpRequest request,
        CancellationToken cancellationToken)
    {
        var (body, error) = await JsonBody.ReadAsync(request, cancellationToken);
        if (body is null)
        {
            return error!;
        }

        var errors = new FieldErrors();
        var fields = new BodyMembers(body.Members, errors);
        var (id, isInvitation) = ReadId(member);
        if (isInvitation)
        {
            return await ResendAsync(current, id, fields, errors, invitations, cancellationToken);
        }

        var role = ReadRole(fields, errors);
        if (errors.Any)
        {
            return ApiError.Validation(errors);
        }

        if (role is not null && await members.ChangeRoleAsync(current.Access, id, role.Value, cancellationToken) is not ChangeResult<Membership>.Done and var refused)
        {
            return Refuse(refused);
        }

        return await members.FindAsync(current.Access, id, cancellationToken) is { } found ? TypedResults.Ok(MemberJson.From(found)) : ApiError.NotFound;
    }

    private static async Task<Results<Ok<MemberJson>, ApiError>> ResendAsync(
        ApiOrganization current, int id, BodyMembers fields, FieldErrors errors, Invitations invitations, CancellationToken cancellationToken)
    {
        if (fields.Boolean("reinvite") != true)
        {
            errors.Add("reinvite", "An invitation can be sent again, by true. To give another role, invite the same address anew.");
            return ApiError.Validation(errors);
        }

        return await invitations.ResendAsync(current.Access, id, cancellationToken) switch
        {
            ChangeResult<Invitation>.Done(var sent) => TypedResults.Ok(MemberJson.From(sent)),
            var refused => Refuse(refused),
        };
    }

    private static async Task<Results<NoContent, ApiError>> RemoveAsync(
        ApiOrganization current, string member, Core.Organizations.Members members, Invitations invitations, CancellationToken cancellationToken)
    {
        var (id, isInvitation) = ReadId(member);
        if (isInvitation)
        {
            var revoked = await invitations.RevokeAsync(current.Access, id, cancellationToken);
            return revoked is ChangeResult<Invitation>.Done ? TypedResults.NoContent() : Refuse(revoked);
        }

        var removed = await members.RemoveAsync(current.Access, id, cancellationToken);
        return removed is ChangeResult<Membership>.Done ? TypedResults.NoContent() : Refuse(removed);
    }

    private static OrganizationRole? ReadRole(BodyMembers fields, FieldErrors errors)
    {
        if (fields.Text("role") is not { } name)
        {
            return null;
        }

        var role = MemberJson.RoleOf(name);
        if (role is null)
        {
            errors.Add("role", WrongRole);
        }

        return role;
    }

    // Such as 12 for a member, i12 for an invitation; 0, which is nobody's, for what is none.
    private static (int Id, bool IsInvitation) ReadId(string text)
    {
        var isInvitation = text.StartsWith(MemberJson.InvitationPrefix);
        return (int.TryParse(text.AsSpan(isInvitation ? 1 : 0), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0, isInvitation);
    }

    private static ApiError Refuse<T>(ChangeResult<T> result) => result switch
    {
        ChangeResult<T>.Invalid(var wrong) => ApiError.Validation([wrong]),
        ChangeResult<T>.Forbidden => ApiError.Forbidden,
        _ => ApiError.NotFound,
    };
}
