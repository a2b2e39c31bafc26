using DataExport.Core.Auditing;
using DataExport.Core.Users;
using Microsoft.AspNetCore.Identity;

namespace DataExport.Web.Accounts;

/// <summary>Turns the second factor of the signed-in person on and off: codes of an authenticator app (RFC 6238).</summary>
/// <remarks>Each change renews the security stamp, which ends the person's other sessions; this one goes on.</remarks>
public sealed class TwoFactor(
    UserManager<ApplicationUser> users, SignInManager<ApplicationUser> sessions, IUserStore<ApplicationUser> store, UsedCodes used, AccountAudit audit)
{
    private const string Issuer = "DataExport";
    private const int KeyLength = 32;

    // Where Identity's store keeps them.
    private const string Provider = "[AspNetUserStore]";
    private static readonly string[] Secrets = ["AuthenticatorKey", "RecoveryCodes"];

    /// <summary>A new key, Base32, which is worth nothing until <see cref="TurnOnAsync"/>.</summary>
    public string CreateKey() => users.GenerateNewAuthenticatorKey();

    /// <summary>What an app reads from the QR code (Key URI Format of Google Authenticator).</summary>
    public static string Address(string email, string key) =>
        $"otpauth://totp/{Uri.EscapeDataString($"{Issuer}:{email}")}?secret={key}&issuer={Issuer}&digits=6&period=30";

    /// <summary>Whether the text can be a key that <see cref="CreateKey"/> made.</summary>
    public static bool IsKey(string? key) => key?.Length == KeyLength && key.All(letter => char.IsAsciiLetterUpper(letter) || letter is >= '2' and <= '7');

    /// <summary>Turns it on when the code fits the key; the answer carries a renewed cookie.</summary>
    /// <returns>The recovery codes, which are not to be had again; null when the code does not fit.</returns>
    public async Task<IReadOnlyList<string>?> TurnOnAsync(ApplicationUser user, string key, string code, CancellationToken cancellationToken)
    {
        code = UsedCodes.Digits(code);
        await ((IUserAuthenticatorKeyStore<ApplicationUser>)store).SetAuthenticatorKeyAsync(user, key, cancellationToken);
        if (!await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, code))
        {
            return null;
        }

        var codes = await ReplaceCodesAsync(user, cancellationToken);
        await used.TryNoteAsync(user, code);
        Check(await users.SetTwoFactorEnabledAsync(user, enabled: true));
        await audit.NoteAsync(AuditAction.TwoFactorTurnedOn, user);
        await sessions.RefreshSignInAsync(user);
        return codes;
    }

    /// <summary>Makes new recovery codes when the password is right; the old ones are worth nothing then.</summary>
    public async Task<(PasswordCheck Check, IReadOnlyList<string> Codes)> RenewCodesAsync(ApplicationUser user, string password, CancellationToken cancellationToken)
    {
        if (await PasswordAsync(user, password) is var check && check != PasswordCheck.Right)
        {
            return (check, []);
        }

        var codes = await ReplaceCodesAsync(user, cancellationToken);
        Check(await users.UpdateSecurityStampAsync(user));
        await audit.NoteAsync(AuditAction.RecoveryCodesMade, user);
        await sessions.RefreshSignInAsync(user);
        return (check, codes);
    }

    /// <summary>Turns it off when the password is right, and forgets the key and the codes.</summary>
    public async Task<PasswordCheck> TurnOffAsync(ApplicationUser user, string password)
    {
        var check = await PasswordAsync(user, password);
        if (check == PasswordCheck.Right)
        {
            Check(await users.SetTwoFactorEnabledAsync(user, enabled: false));
            await audit.NoteAsync(AuditAction.TwoFactorTurnedOff, user);
            foreach (var secret in Secrets)
            {
                Check(await users.RemoveAuthenticationTokenAsync(user, Provider, secret));
            }

            await sessions.RefreshSignInAsync(user);
        }

        return check;
    }

    private async Task<PasswordCheck> PasswordAsync(ApplicationUser user, string password) =>
        PasswordChange.Read(await sessions.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true));

    private async Task<IReadOnlyList<string>> ReplaceCodesAsync(ApplicationUser user, CancellationToken cancellationToken)
    {
        var codes = RecoveryCodes.Create();
        await ((IUserTwoFactorRecoveryCodeStore<ApplicationUser>)store).ReplaceCodesAsync(user, codes.Select(RecoveryCodes.Hash), cancellationToken);
        return codes;
    }

    // Refused only when the person's row was changed meanwhile.
    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"The account could not be changed: {string.Join(", ", result.Errors.Select(error => error.Code))}.");
        }
    }
}
