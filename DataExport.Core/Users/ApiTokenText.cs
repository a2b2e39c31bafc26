using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace DataExport.Core.Users;

/// <summary>The text of a token: <c>dxp_</c>, 32 random bytes, and 4 bytes of their SHA-256, in base64url.</summary>
/// <remarks>Prefix and checksum let secret scanners find a leaked token, and a mistyped one be told without the database.</remarks>
public static class ApiTokenText
{
    /// <summary>What every generated token starts with.</summary>
    public const string Prefix = "dxp_";

    private const int SecretBytes = 32;
    private const int ChecksumBytes = 4;

    /// <summary>Makes a new token.</summary>
    public static string Create()
    {
        Span<byte> bytes = stackalloc byte[SecretBytes + ChecksumBytes];
        RandomNumberGenerator.Fill(bytes[..SecretBytes]);
        SHA256.HashData(bytes[..SecretBytes]).AsSpan(0, ChecksumBytes).CopyTo(bytes[SecretBytes..]);
        return Prefix + Base64Url.EncodeToString(bytes);
    }

    /// <summary>SHA-256 of the token, as it is stored: 64 lower-case hexadecimal digits.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
