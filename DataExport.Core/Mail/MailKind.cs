namespace DataExport.Core.Mail;

/// <summary>What a mail says.</summary>
public enum MailKind
{
    /// <summary>An export is finished: the file is there.</summary>
    Completed,

    /// <summary>An export failed.</summary>
    Failed,

    /// <summary>A link by which a person who forgot the password chooses another.</summary>
    PasswordReset,

    /// <summary>A link by which somebody joins an organization.</summary>
    Invitation,
}
