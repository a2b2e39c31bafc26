using System.Globalization;
using DataExport.Core.Organizations;
using DataExport.Core.Users;
using DataExport.Web.Api.Access;
using DataExport.Web.Api.Errors;
using DataExport.Web.Api.Limits;
using DataExport.Web.Api.Lists;
using DataExport.Web.Api.Requests;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataExport.Web.Api.Tokens;

/// <summary><c>api-tokens/</c>: the signed-in person's tokens; a token cannot make another one.</summary>
internal static class ApiTokenEndpoints
{
    public static void MapApiTokens(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("api-tokens").WithMetadata(new RateLimitGroup("api-tokens")).RequireSession();
        group.MapGet("/", ListAsync).AllowQuery(Paging.CursorName, Paging.PerPageName);
        group.MapPost("/", CreateAsync);
        group.MapDelete("/{token}", DeleteAsync);
    }

    private static async Task<Results<Ok<ApiTokenJson[]>, ApiError>> ListAsync(
        ApiCaller caller, ApiTokens tokens, HttpContext context, CancellationToken cancellationToken)
    {
        var (paging, error) = Paging.Read(context.Request);
        if (paging is null)
        {
            return error!;
        }

        var found = await tokens.ListAsync(caller.Caller.UserId, cancellationToken);
        paging.SendLinks(context, found.Count);
        return TypedResults.Ok(paging.Of(found).Select(ApiTokenJson.From).ToArray());
    }

    private static async Task<Results<Created<ApiTokenJson>, ApiError>> CreateAsync(
        ApiCaller caller, ApiTokens tokens, TimeProvider clock, HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, error) = await JsonBody.ReadAsync(request, cancellationToken);
        if (body is null)
        {
            return error!;
        }

        var errors = new FieldErrors();
        var members = new BodyMembers(body.Members, errors);
        var name = members.Text("name", required: true);
        var scopes = ReadScopes(members, errors);
        var expires = ReadExpiry(members, errors, clock.GetUtcNow());
        if (errors.Any)
        {
            return ApiError.Validation(errors);
        }

        var (token, text) = await tokens.CreateAsync(caller.Caller.UserId, name!, scopes, expires, cancellationToken);
        return TypedResults.Created($"/api/0/api-tokens/{token.Id}/", ApiTokenJson.From(token, text));
    }

    private static async Task<Results<NoContent, ApiError>> DeleteAsync(
        ApiCaller caller, string token, ApiTokens tokens, CancellationToken cancellationToken) =>
        int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && await tokens.DeleteAsync(caller.Caller.UserId, id, cancellationToken)
            ? TypedResults.NoContent()
            : ApiError.NotFound;

    private static IReadOnlyList<string> ReadScopes(BodyMembers members, FieldErrors errors)
    {
        var scopes = members.Texts("scopes", required: true) ?? [];
        foreach (var unknown in scopes.Where(scope => !Scopes.All.Contains(scope)))
        {
            errors.Add("scopes", $"\"{unknown}\" is not a valid choice.");
        }

        return [.. scopes.Distinct()];
    }

    private static DateTime? ReadExpiry(BodyMembers members, FieldErrors errors, DateTimeOffset now)
    {
        if (members.Text("expiresAt") is not { } text)
        {
            return null;
        }

        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expires))
        {
            errors.Add("expiresAt", $"{text} is not a valid ISO8601 date.");
        }
        else if (expires <= now)
        {
            errors.Add("expiresAt", "This date has passed.");
        }

        return expires.UtcDateTime;
    }
}
