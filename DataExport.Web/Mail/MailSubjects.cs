using DataExport.Core.Mail;

namespace DataExport.Web.Mail;

/// <summary>The subjects of mails.</summary>
public static class MailSubjects
{
    /// <summary>The subject of a kind of mail.</summary>
    public static string Of(MailKind kind) => kind switch
    {
        MailKind.Completed => "Your data is ready.",
        MailKind.Failed => "We couldn't export your data.",
        MailKind.PasswordReset => "Choose a new password",
        _ => "You are invited to DataExport",
    };
}
