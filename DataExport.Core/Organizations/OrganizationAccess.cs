namespace DataExport.Core.Organizations;

/// <summary>What a caller may do and see in one organization, as it is now. Never kept longer than one operation.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Organization">Where.</param>
/// <param name="Role">The caller's role, or null for an instance admin who is not a member.</param>
/// <param name="Projects">The projects that the caller can see; none for an instance admin who is not a member.</param>
/// <param name="EffectiveScopes">The role's scopes, narrowed to the token's.</param>
public sealed record OrganizationAccess(
    Caller Caller,
    Organization Organization,
    OrganizationRole? Role,
    IReadOnlyList<Project> Projects,
    IReadOnlySet<string> EffectiveScopes)
{
    /// <summary>Whether the caller has that scope here.</summary>
    public bool Has(string scope) => EffectiveScopes.Contains(scope);

    /// <summary>Whether the caller has any scope on events, which reading and requesting exports takes.</summary>
    public bool HasAnyEventScope => Has(Scopes.EventRead);

    /// <summary>Whether the caller may act on other people's exports.</summary>
    public bool AdministersExports => Has(Scopes.OrgAdmin);

    /// <summary>Whether the caller can see every one of these projects.</summary>
    public bool CanSee(IEnumerable<int> projectIds) => projectIds.All(id => Projects.Any(project => project.Id == id));
}
