namespace DataExport.Core.Auditing;

/// <summary>What was done. The names are stored: one may be added, none renamed.</summary>
public enum AuditAction
{
    /// <summary>A person signed in.</summary>
    SignedIn,

    /// <summary>Somebody failed to sign in; the entry's detail says why, never what was typed.</summary>
    SignInFailed,

    /// <summary>An export was requested.</summary>
    ExportRequested,

    /// <summary>The end of an export was asked for.</summary>
    ExportCancelled,

    /// <summary>A failed export was put back into the queue.</summary>
    ExportRetried,

    /// <summary>A file is kept longer.</summary>
    ExportExtended,

    /// <summary>An export was deleted with its file.</summary>
    ExportDeleted,

    /// <summary>A file was downloaded, wholly or in part. Never an entry of the log: <see cref="AuditTrail"/> reads the record of downloads.</summary>
    ExportDownloaded,

    /// <summary>An API token was made.</summary>
    TokenMade,

    /// <summary>An API token was revoked.</summary>
    TokenRevoked,

    /// <summary>A project's key was made.</summary>
    KeyMade,

    /// <summary>A project's key was renamed.</summary>
    KeyRenamed,

    /// <summary>A project's key was disabled.</summary>
    KeyDisabled,

    /// <summary>A project's key was taken into use again.</summary>
    KeyEnabled,

    /// <summary>A project's key was deleted.</summary>
    KeyDeleted,

    /// <summary>An organization was made.</summary>
    OrganizationMade,

    /// <summary>A project was made.</summary>
    ProjectMade,

    /// <summary>A project was deleted.</summary>
    ProjectDeleted,

    /// <summary>An organization was deleted.</summary>
    OrganizationDeleted,

    /// <summary>Somebody was invited to an organization.</summary>
    MemberInvited,

    /// <summary>An invitation was taken back before it was accepted.</summary>
    InvitationRevoked,

    /// <summary>Somebody joined an organization.</summary>
    MemberJoined,

    /// <summary>A member's role changed.</summary>
    MemberRoleChanged,

    /// <summary>A member left an organization, or was removed.</summary>
    MemberRemoved,

    /// <summary>A person changed the own password.</summary>
    PasswordChanged,

    /// <summary>Somebody asked for a mail with a link to choose another password; the person is null when nobody has that address.</summary>
    PasswordAskedFor,

    /// <summary>A person chose another password by a mailed link.</summary>
    PasswordReset,

    /// <summary>A person turned two-factor authentication on.</summary>
    TwoFactorTurnedOn,

    /// <summary>A person turned two-factor authentication off.</summary>
    TwoFactorTurnedOff,

    /// <summary>A person made new recovery codes.</summary>
    RecoveryCodesMade,

    /// <summary>A team was made.</summary>
    TeamMade,

    /// <summary>A team was deleted.</summary>
    TeamDeleted,

    /// <summary>An organization's option was changed by an instance admin.</summary>
    OptionChanged,

    /// <summary>An account was locked by an instance admin.</summary>
    UserLocked,

    /// <summary>An account was unlocked by an instance admin.</summary>
    UserUnlocked,

    /// <summary>A person was made an instance admin.</summary>
    AdminMade,

    /// <summary>A person is no instance admin any more.</summary>
    AdminUnmade,
}
