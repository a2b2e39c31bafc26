using DataExport.Core.Organizations;
using DataExport.Web.Accounts;
using DataExport.Web.Api.Errors;
using DataExport.Web.Api.Issues;
using Microsoft.AspNetCore.Authorization;

namespace DataExport.Web.Api.Access;

/// <summary>Decides whether a call is let through, one check after the other in the order of <see cref="ApiCheck"/>.</summary>
internal sealed class ApiAccessHandler(AccessRules rules, IssueOrganizations issues) : IAuthorizationHandler
{
    public async Task HandleAsync(AuthorizationHandlerContext context)
    {
        if (context.Resource is not HttpContext http || context.User.Identity?.IsAuthenticated != true)
        {
            return;
        }

        foreach (var requirement in context.PendingRequirements.OfType<ApiRequirement>().OrderBy(requirement => requirement.Check).ToList())
        {
            if (await RefuseAsync(http, requirement) is { } error)
            {
                context.Fail(new ApiRefusal(this, error));
                return;
            }

            context.Succeed(requirement);
        }
    }

    private async Task<ApiError?> RefuseAsync(HttpContext http, ApiRequirement requirement) => requirement.Check switch
    {
        ApiCheck.Caller => FindCaller(http) ? null : ApiError.NoCredentials,
        ApiCheck.Organization => await FindOrganizationAsync(http) ? null : ApiError.NotFound,
        ApiCheck.DiscoverQuery => Organization(http).Organization.DiscoverQuery ? null : ApiError.NotFound,
        ApiCheck.Session => Caller(http).IsSession ? null : ApiError.Forbidden,
        ApiCheck.Scope => Has(http, requirement.Scope!) ? null : ApiError.Forbidden,
        ApiCheck.Exports => MayUseExports(Organization(http).Access) ? null : ApiError.Forbidden,
        _ => ApiError.Forbidden,
    };

    // A token's person is known already, see BearerAuthenticationHandler.
    private static bool FindCaller(HttpContext http)
    {
        if (http.Features.Get<ApiCaller>() is null && PersonClaims.Caller(http.User) is { } person)
        {
            http.Features.Set(new ApiCaller(person));
        }

        return http.Features.Get<ApiCaller>() is not null;
    }

    private async Task<bool> FindOrganizationAsync(HttpContext http)
    {
        var address = (string?)http.GetRouteValue("organization") ?? await issues.FindAsync((string?)http.GetRouteValue("issue"), http.RequestAborted);
        if (address is null || await rules.FindAsync(Caller(http).Caller, address, http.RequestAborted) is not { } access)
        {
            return false;
        }

        http.Features.Set(new ApiOrganization(access));
        return true;
    }

    private static bool Has(HttpContext http, string scope) =>
        http.Features.Get<ApiOrganization>() is { } organization
            ? organization.Access.Has(scope)
            : Caller(http).Caller.TokenScopes?.Contains(scope) ?? true;

    private static bool MayUseExports(OrganizationAccess access) =>
        access.HasAnyEventScope || (access.Role is null && access.AdministersExports);

    private static ApiCaller Caller(HttpContext http) => http.Features.Get<ApiCaller>()!;

    private static ApiOrganization Organization(HttpContext http) => http.Features.Get<ApiOrganization>()!;
}
