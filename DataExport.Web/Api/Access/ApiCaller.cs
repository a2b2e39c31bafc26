using DataExport.Core.Organizations;

namespace DataExport.Web.Api.Access;

/// <summary>Who calls, as an endpoint's parameter: known before the endpoint runs, see <see cref="ApiAccessHandler"/>.</summary>
/// <param name="Caller">The person, and the token's scopes when it is a program.</param>
public sealed record ApiCaller(Caller Caller)
{
    /// <summary>Whether it is a person with a session and not a program with a token.</summary>
    public bool IsSession => Caller.TokenScopes is null;

    /// <summary>Takes it from the request.</summary>
    public static ValueTask<ApiCaller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<ApiCaller>());
}
