namespace DataExport.Core.Organizations;

/// <summary>The scopes of the REST API: <c>resource:read|write|admin</c>, where a wider one includes the narrower.</summary>
public static class Scopes
{
    /// <summary>Read events and the own exports.</summary>
    public const string EventRead = "event:read";

    /// <summary>Change issues, request exports.</summary>
    public const string EventWrite = "event:write";

    /// <summary>Delete events and issues.</summary>
    public const string EventAdmin = "event:admin";

    /// <summary>Read the organization.</summary>
    public const string OrgRead = "org:read";

    /// <summary>Change the organization.</summary>
    public const string OrgWrite = "org:write";

    /// <summary>Act on other people's exports, delete the organization.</summary>
    public const string OrgAdmin = "org:admin";

    /// <summary>Read projects.</summary>
    public const string ProjectRead = "project:read";

    /// <summary>Create and change projects, import files.</summary>
    public const string ProjectWrite = "project:write";

    /// <summary>Delete projects.</summary>
    public const string ProjectAdmin = "project:admin";

    /// <summary>See who is in the organization.</summary>
    public const string MemberRead = "member:read";

    /// <summary>Invite people, change their roles.</summary>
    public const string MemberWrite = "member:write";

    /// <summary>Remove people.</summary>
    public const string MemberAdmin = "member:admin";

    /// <summary>See teams.</summary>
    public const string TeamRead = "team:read";

    /// <summary>Create and change teams.</summary>
    public const string TeamWrite = "team:write";

    /// <summary>Delete teams.</summary>
    public const string TeamAdmin = "team:admin";

    private static readonly string[] Levels = ["read", "write", "admin"];

    /// <summary>Every scope there is, in a fixed order.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. from resource in new[] { "org", "project", "team", "member", "event" } from level in Levels select $"{resource}:{level}", "project:releases"];

    /// <summary>The widest scopes that a person of that role, or a token of theirs, can have.</summary>
    public static IReadOnlySet<string> OfRole(OrganizationRole role) => role switch
    {
        OrganizationRole.Owner => Widen(All),
        OrganizationRole.Manager => Widen([.. Admin, "org:write", "member:admin", "team:admin"]),
        OrganizationRole.Admin => Widen(Admin),
        _ => Widen(Member),
    };

    /// <summary>Adds to each scope the narrower ones that it includes; unknown ones stay as they are.</summary>
    public static IReadOnlySet<string> Widen(IEnumerable<string> scopes)
    {
        var wide = new HashSet<string>(StringComparer.Ordinal);
        foreach (var scope in scopes)
        {
            wide.Add(scope);
            var colon = scope.IndexOf(':', StringComparison.Ordinal);
            var level = colon < 0 ? -1 : Array.IndexOf(Levels, scope[(colon + 1)..]);
            for (var narrower = 0; narrower < level; narrower++)
            {
                wide.Add($"{scope[..colon]}:{Levels[narrower]}");
            }
        }

        return wide;
    }

    private static string[] Member => [EventWrite, ProjectRead, OrgRead, "team:read", "member:read"];

    private static string[] Admin => [.. Member, ProjectAdmin, "project:releases", "team:write", EventAdmin];
}
