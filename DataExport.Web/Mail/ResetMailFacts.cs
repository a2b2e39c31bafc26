using DataExport.Core.Mail;

namespace DataExport.Web.Mail;

/// <summary>What the mail to a person who forgot the password says.</summary>
/// <param name="Email">The person's address.</param>
/// <param name="For">How long the link works.</param>
/// <param name="Link">Where another password is chosen.</param>
public sealed record ResetMailFacts(string Email, string For, string Link)
{
    /// <summary>The subject.</summary>
    public string Subject => MailSubjects.Of(MailKind.PasswordReset);

    /// <summary>Why one gets it.</summary>
    public string Reason => $"You get this mail because somebody asked for it with the address {Email}. If that was not you, do nothing: your password stays as it is.";
}
