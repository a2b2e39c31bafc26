using DataExport.Core.Organizations;

namespace DataExport.Web.Components.Look;

/// <summary>What roles are called, and what they may do, on screen.</summary>
public static class RoleNames
{
    /// <summary>The name, such as <c>Manager</c>.</summary>
    public static string Of(OrganizationRole role) => role.ToString();

    /// <summary>The name within a sentence, such as <c>an admin</c>.</summary>
    public static string WithArticle(OrganizationRole role) =>
        $"{(role is OrganizationRole.Admin or OrganizationRole.Owner ? "an" : "a")} {role.ToString().ToLowerInvariant()}";

    /// <summary>What the role may do, as a sentence.</summary>
    public static string Explain(OrganizationRole role) => role switch
    {
        OrganizationRole.Owner => "May do everything in the organization.",
        OrganizationRole.Manager => "Manages members and teams, and sees every project.",
        OrganizationRole.Admin => "Creates and administers the projects and teams that they are in.",
        _ => "Explores and exports the projects of their teams.",
    };
}
