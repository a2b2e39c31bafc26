using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace DataExport.Web.Api.Access;

/// <summary>How a caller of the API is known: by a bearer token where there is one, otherwise by the session's cookie.</summary>
public static class ApiAuthentication
{
    /// <summary>The scheme of every endpoint of the API; picks one of the others by the request's headers.</summary>
    public const string Scheme = "Api";

    /// <summary><c>Authorization: Bearer TOKEN</c> (RFC 6750 §2.1).</summary>
    public const string BearerScheme = "Bearer";

    /// <summary>The cookie of a signed-in person.</summary>
    public static string SessionScheme => IdentityConstants.ApplicationScheme;

    /// <summary>Adds the two schemes of the API; the session's own is the account pages' matter.</summary>
    public static IServiceCollection AddApiAuthentication(this IServiceCollection services)
    {
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, BearerAuthenticationHandler>(BearerScheme, configureOptions: null)
            .AddPolicyScheme(Scheme, displayName: null, options =>
                options.ForwardDefaultSelector = context => BearerToken.IsIn(context.Request) ? BearerScheme : SessionScheme);
        return services;
    }
}
