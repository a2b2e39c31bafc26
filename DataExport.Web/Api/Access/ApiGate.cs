using DataExport.Web.Api.Errors;
using DataExport.Web.Api.Limits;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace DataExport.Web.Api.Access;

/// <summary>Where a call to the API is let through or answered: rate limit, then 401, then what <see cref="ApiAccessHandler"/> refused.</summary>
internal sealed class ApiGate(RateLimits limits) : IAuthorizationMiddlewareResultHandler
{
    // Pages keep the answers that they have always had: a redirect to the sign-in page.
    private readonly AuthorizationMiddlewareResultHandler _pages = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (!policy.AuthenticationSchemes.Contains(ApiAuthentication.Scheme))
        {
            return _pages.HandleAsync(next, context, policy, authorizeResult);
        }

        var error = limits.Refuse(context) ?? Error(context, authorizeResult);
        if (error?.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return error is null ? next(context) : error.ExecuteAsync(context);
    }

    private static ApiError? Error(HttpContext context, PolicyAuthorizationResult result)
    {
        if (result.Succeeded)
        {
            return null;
        }

        if (result.Challenged)
        {
            return BearerToken.IsIn(context.Request) ? ApiError.InvalidToken : ApiError.NoCredentials;
        }

        return result.AuthorizationFailure?.FailureReasons.OfType<ApiRefusal>().FirstOrDefault()?.Error ?? ApiError.Forbidden;
    }
}
