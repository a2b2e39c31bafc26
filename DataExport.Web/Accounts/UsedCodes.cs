using System.Globalization;
using DataExport.Core.Users;
using Microsoft.AspNetCore.Identity;

namespace DataExport.Web.Accounts;

/// <summary>Remembers the codes that a person used, for as long as an authenticator's code can be right: each is taken once (RFC 6238 §5.2).</summary>
public sealed class UsedCodes(UserManager<ApplicationUser> users, TimeProvider clock)
{
    private const string Provider = "[DataExport]";
    private const string Name = "LastCode";

    // Identity takes codes of two steps of 30 seconds before and after.
    private const long SecondsOfUse = 300;

    /// <summary>The six digits of what was typed, which apps show in groups; empty when it is anything else.</summary>
    public static string Digits(string code)
    {
        var digits = code.Replace(" ", "", StringComparison.Ordinal);
        return digits.Length == 6 && digits.All(char.IsAsciiDigit) ? digits : "";
    }

    /// <summary>Whether the person used that code a short time ago.</summary>
    public async Task<bool> WasUsedAsync(ApplicationUser user, string code) =>
        (await ListAsync(user)).Any(used => used.StartsWith(code + ":", StringComparison.Ordinal));

    /// <summary>Notes that the person used it; false when something else was noted at the same moment, so that it may have been used.</summary>
    public async Task<bool> TryNoteAsync(ApplicationUser user, string code)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var recent = (await ListAsync(user)).Where(used =>
            long.TryParse(used.AsSpan(used.IndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var time) && now - time < SecondsOfUse);
        var noted = await users.SetAuthenticationTokenAsync(
            user, Provider, Name, string.Join(' ', recent.Append(string.Create(CultureInfo.InvariantCulture, $"{code}:{now}"))));
        return noted.Succeeded;
    }

    private async Task<string[]> ListAsync(ApplicationUser user) => (await users.GetAuthenticationTokenAsync(user, Provider, Name) ?? "").Split(' ');
}
