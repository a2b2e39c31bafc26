using DataExport.Core.Users;
using Microsoft.AspNetCore.Identity;

namespace DataExport.Web.Accounts;

/// <summary>Remembers the code that a person used last: a code is taken once (RFC 6238 §5.2).</summary>
public sealed class UsedCodes(UserManager<ApplicationUser> users)
{
    private const string Provider = "[DataExport]";
    private const string Name = "LastCode";

    /// <summary>The digits of what was typed: apps show them in groups.</summary>
    public static string Digits(string code) => string.Concat(code.Where(char.IsAsciiDigit));

    /// <summary>Whether the person used that code last.</summary>
    public async Task<bool> WasUsedAsync(ApplicationUser user, string code) => await users.GetAuthenticationTokenAsync(user, Provider, Name) == code;

    /// <summary>Notes that the person used it.</summary>
    public Task NoteAsync(ApplicationUser user, string code) => users.SetAuthenticationTokenAsync(user, Provider, Name, code);
}
