using System.Security.Cryptography;
using System.Text;

namespace DataExport.Web.Accounts;

/// <summary>The one-time code that whoever sets a new instance up reads in the log.</summary>
public sealed class FirstRun
{
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Length = 12;
    private string? _code;

    /// <summary>Whether the instance waits to be set up.</summary>
    public bool IsWaiting => _code is not null;

    /// <summary>Makes the code, such as <c>7KQP-2MXA-9RTD</c>.</summary>
    public string Begin()
    {
        var letters = RandomNumberGenerator.GetString(Letters, Length);
        _code = $"{letters[..4]}-{letters[4..8]}-{letters[8..]}";
        return _code;
    }

    /// <summary>Whether that is the code.</summary>
    public bool IsCode(string? code) => _code is not null && code is not null && CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(_code), Encoding.UTF8.GetBytes(code.Trim().ToUpperInvariant()));

    /// <summary>The instance has its first person; the code is worth nothing from now on.</summary>
    public void End() => _code = null;
}
