namespace DataExport.Web.Api.Access;

/// <summary>What is asked before a call is let through, in this order, so that nobody learns from a 403 what a 404 should hide.</summary>
internal enum ApiCheck
{
    /// <summary>Somebody is known who calls (401).</summary>
    Caller,

    /// <summary>The organization of the address is the caller's to see (404).</summary>
    Organization,

    /// <summary>It has the feature <c>discover-query</c> (404).</summary>
    DiscoverQuery,

    /// <summary>It is a person with a session (403).</summary>
    Session,

    /// <summary>Role and token give the scope (403).</summary>
    Scope,

    /// <summary>The scope on events, or an instance admin who looks after an organization from outside (403).</summary>
    Exports,
}
