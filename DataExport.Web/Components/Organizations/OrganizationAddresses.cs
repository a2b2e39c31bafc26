using System.Globalization;

namespace DataExport.Web.Components.Organizations;

/// <summary>Addresses of the pages of an organization.</summary>
public static class OrganizationAddresses
{
    private const string Root = "/organizations/";

    /// <summary>The address of a page, such as <c>exports</c>, in an organization.</summary>
    public static string Of(string organization, string page) => $"{Root}{Uri.EscapeDataString(organization)}/{page}";

    /// <summary>The address of an export's download page.</summary>
    public static string Export(string organization, string id) => Of(organization, $"data-export/{Uri.EscapeDataString(id)}");

    /// <summary>The address of an issue's page.</summary>
    public static string Issue(string organization, long id) => Of(organization, string.Create(CultureInfo.InvariantCulture, $"issues/{id}"));

    /// <summary>The address of an event's page.</summary>
    public static string Event(string organization, string project, string id) =>
        Of(organization, $"events/{Uri.EscapeDataString(project)}/{Uri.EscapeDataString(id)}");

    /// <summary>The address that an export's file is downloaded from.</summary>
    public static string Download(string organization, string id) =>
        $"/api/0{Of(organization, $"data-export/{Uri.EscapeDataString(id)}/download")}";

    /// <summary>The organization that a local path, such as <c>/organizations/acme/exports</c>, belongs to; null for none.</summary>
    public static string? OrganizationOf(string path)
    {
        if (!path.StartsWith(Root, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var rest = path[Root.Length..];
        var end = rest.IndexOf('/', StringComparison.Ordinal);
        var segment = end < 0 ? rest : rest[..end];
        return segment.Length == 0 ? null : Uri.UnescapeDataString(segment);
    }

    /// <summary>The page within its organization, such as <c>exports</c> or <c>settings</c>; empty for none.</summary>
    public static string PageOf(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries) is ["organizations", _, var page, ..] ? page : "";
}
