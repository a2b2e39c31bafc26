using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace DataExport.Tests.Support;

/// <summary>An authenticator app (RFC 6238 with SHA-1, six digits, 30 seconds) that shares nothing with the product.</summary>
internal static class Totp
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The code of a key, Base32, a number of time steps from now.</summary>
    public static string Code(string key, int steps = 0) => Code(Decode(key), (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30) + steps);

    /// <summary>The code of a time step.</summary>
    public static string Code(byte[] key, long step)
    {
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // The standard's and every app's algorithm.
        var hash = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>Base32 (RFC 4648 §6), without padding.</summary>
    public static byte[] Decode(string text)
    {
        var bits = string.Concat(text.Where(char.IsAsciiLetterOrDigit).Select(letter => Convert.ToString(Letters.IndexOf(letter), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(index => Convert.ToByte(bits.Substring(index * 8, 8), 2))];
    }
}
