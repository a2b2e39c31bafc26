using System.Net.Mail;

namespace DataExport.Web.Accounts;

/// <summary>Rules of accounts that pages and configuration share.</summary>
public static class AccountRules
{
    /// <summary>The shortest password, characters. Length is what counts (NIST SP 800-63B); no kinds of characters are asked for.</summary>
    public const int MinPasswordLength = 8;

    /// <summary>Wrong passwords in a row until an account is locked.</summary>
    public const int WrongPasswordsUntilLocked = 5;

    /// <summary>How long an account stays locked.</summary>
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(10);

    /// <summary>How long the link works that lets a person choose another password.</summary>
    public static readonly TimeSpan ResetLinkFor = TimeSpan.FromHours(1);

    /// <summary>Whether the text is a plain e-mail address.</summary>
    public static bool IsEmail(string? text) =>
        MailAddress.TryCreate(text, out var address) && address.Address == text && text.Length <= 256;
}
