using System.Security.Cryptography;
using System.Text;

namespace DataExport.Web.Accounts;

/// <summary>Codes that stand in for a lost authenticator, each once: <c>7KQP-2MXA-9RTD</c>, 60 random bits.</summary>
public static class RecoveryCodes
{
    /// <summary>How many a person gets.</summary>
    public const int Count = 10;

    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Length = 12;

    /// <summary>Makes new ones.</summary>
    public static IReadOnlyList<string> Create() => [.. Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString(Letters, Length)).Select(Format)];

    /// <summary>SHA-256 of a code, as it is stored; however it was typed.</summary>
    public static string Hash(string code)
    {
        var letters = string.Concat(code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(letters)));
    }

    private static string Format(string letters) => $"{letters[..4]}-{letters[4..8]}-{letters[8..]}";
}
