using DataExport.Core.Auditing;
using DataExport.Web.Components.Look;

namespace DataExport.Web.Components.Admin;

/// <summary>How the audit log is put into words.</summary>
public static class AuditWording
{
    /// <summary>The actions in groups, as they are chosen from.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<AuditAction> Actions)> Groups { get; } =
    [
        ("Signing in", [AuditAction.SignedIn, AuditAction.SignInFailed]),
        ("Exports",
        [
            AuditAction.ExportRequested, AuditAction.ExportDownloaded, AuditAction.ExportCancelled, AuditAction.ExportRetried, AuditAction.ExportExtended,
            AuditAction.ExportDeleted,
        ]),
        ("Tokens and keys",
        [
            AuditAction.TokenMade, AuditAction.TokenRevoked, AuditAction.KeyMade, AuditAction.KeyRenamed, AuditAction.KeyDisabled, AuditAction.KeyEnabled,
            AuditAction.KeyDeleted,
        ]),
        ("Organizations",
        [
            AuditAction.OrganizationMade, AuditAction.OrganizationDeleted, AuditAction.ProjectMade, AuditAction.ProjectDeleted, AuditAction.MemberInvited, AuditAction.InvitationRevoked, AuditAction.MemberJoined,
            AuditAction.MemberRoleChanged, AuditAction.MemberRemoved, AuditAction.TeamMade, AuditAction.TeamDeleted,
        ]),
        ("Passwords and second factors",
        [
            AuditAction.PasswordChanged, AuditAction.PasswordAskedFor, AuditAction.PasswordReset, AuditAction.TwoFactorTurnedOn,
            AuditAction.TwoFactorTurnedOff, AuditAction.RecoveryCodesMade,
        ]),
        ("Administration", [AuditAction.OptionChanged, AuditAction.UserLocked, AuditAction.UserUnlocked, AuditAction.AdminMade, AuditAction.AdminUnmade]),
    ];

    /// <summary>Whether a group has actions that are done in an organization, and not to an account.</summary>
    public static bool IsOfOrganizations(string group) => group is "Exports" or "Tokens and keys" or "Organizations" or "Administration";

    /// <summary>What was done, in the past tense: <c>Requested an export</c>.</summary>
    public static string Of(AuditAction action) => action switch
    {
        AuditAction.SignedIn => "Signed in",
        AuditAction.SignInFailed => "Failed to sign in",
        AuditAction.ExportRequested => "Requested an export",
        AuditAction.ExportCancelled => "Cancelled an export",
        AuditAction.ExportRetried => "Retried an export",
        AuditAction.ExportExtended => "Kept a file longer",
        AuditAction.ExportDeleted => "Deleted an export",
        AuditAction.ExportDownloaded => "Downloaded a file",
        AuditAction.TokenMade => "Made an API token",
        AuditAction.TokenRevoked => "Revoked an API token",
        AuditAction.KeyMade => "Made a project key",
        AuditAction.KeyRenamed => "Renamed a project key",
        AuditAction.KeyDisabled => "Disabled a project key",
        AuditAction.KeyEnabled => "Enabled a project key",
        AuditAction.KeyDeleted => "Deleted a project key",
        AuditAction.OrganizationMade => "Made an organization",
        AuditAction.OrganizationDeleted => "Deleted an organization",
        AuditAction.ProjectMade => "Made a project",
        AuditAction.ProjectDeleted => "Deleted a project",
        AuditAction.MemberInvited => "Invited a member",
        AuditAction.InvitationRevoked => "Took an invitation back",
        AuditAction.MemberJoined => "Joined an organization",
        AuditAction.MemberRoleChanged => "Changed a member's role",
        AuditAction.MemberRemoved => "Removed a member",
        AuditAction.TeamMade => "Made a team",
        AuditAction.TeamDeleted => "Deleted a team",
        AuditAction.PasswordChanged => "Changed the password",
        AuditAction.PasswordAskedFor => "Asked for a link to choose a new password",
        AuditAction.PasswordReset => "Chose a new password by mail",
        AuditAction.TwoFactorTurnedOn => "Turned two-factor on",
        AuditAction.TwoFactorTurnedOff => "Turned two-factor off",
        AuditAction.RecoveryCodesMade => "Made new recovery codes",
        AuditAction.OptionChanged => "Changed an option",
        AuditAction.UserLocked => "Locked an account",
        AuditAction.UserUnlocked => "Unlocked an account",
        AuditAction.AdminMade => "Made an instance admin",
        AuditAction.AdminUnmade => "Removed an instance admin",
        _ => action.ToString(),
    };

    /// <summary>What was done, of a line.</summary>
    public static string Of(AuditLine line) => Enum.TryParse<AuditAction>(line.Action, out var action) ? Of(action) : line.Action;

    /// <summary>What else there is to say of a line; null for nothing.</summary>
    public static string? Detail(AuditLine line) => line.BytesSent is not { } bytes ? line.Detail
        : line.Finished == true ? $"{Wording.Size(bytes)} sent"
        : $"broken off, or under way: {Wording.Size(bytes)} sent";

    /// <summary>What it was done to; null for the person.</summary>
    public static string? Subject(AuditLine line) => line.SubjectName ?? (line.SubjectId is { } id ? $"{id[..Math.Min(8, id.Length)]} (gone)" : null);

    /// <summary>Who did it.</summary>
    public static string Who(AuditLine line) => line.Who ?? (line.UserId is null ? "Somebody unknown" : "A person who is gone");

    /// <summary>The actions that a choice stands for: the name of one, or of a group; none, which is all, for anything else.</summary>
    public static IReadOnlyList<AuditAction> Actions(string? choice) =>
        Groups.Where(group => group.Name == choice).Select(group => group.Actions).FirstOrDefault()
        ?? (Enum.TryParse<AuditAction>(choice, out var action) && Enum.IsDefined(action) ? [action] : []);
}
