using Microsoft.AspNetCore.Authorization;

namespace DataExport.Web.Api.Access;

/// <summary>What an endpoint of the API takes, said beside its address.</summary>
public static class ApiPolicies
{
    /// <summary>Somebody who is known: a token's or a session's person.</summary>
    public static TBuilder RequireCaller<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.Require(ApiCheck.Caller);

    /// <summary>Anybody, counted all the same.</summary>
    public static TBuilder AllowAnybody<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(new AuthorizationPolicyBuilder(ApiAuthentication.Scheme).RequireAssertion(_ => true).Build());

    /// <summary>A person with a session; a token is refused (403).</summary>
    public static TBuilder RequireSession<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.Require(ApiCheck.Session);

    /// <summary>The route value <c>organization</c> names one that the caller sees (404).</summary>
    public static TBuilder RequireOrganization<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.Require(ApiCheck.Organization);

    /// <summary>The organization has the feature <c>discover-query</c> (404).</summary>
    public static TBuilder RequireDiscoverQuery<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.Require(ApiCheck.DiscoverQuery);

    /// <summary>A scope that role and token give (403).</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, string scope) where TBuilder : IEndpointConventionBuilder =>
        builder.Require(ApiCheck.Scope, scope);

    /// <summary>A scope on events, or an instance admin from outside, who manages exports without reading data (403).</summary>
    public static TBuilder RequireExports<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.Require(ApiCheck.Exports);

    private static TBuilder Require<TBuilder>(this TBuilder builder, ApiCheck check, string? scope = null) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(new AuthorizationPolicyBuilder(ApiAuthentication.Scheme).AddRequirements(new ApiRequirement(check, scope)).Build());
}
