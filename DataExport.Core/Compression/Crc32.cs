using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DataExport.Core.Compression;

/// <summary>
/// CRC-32 as gzip uses it (RFC 1952 §8): by carry-less multiplication where the processor has it, otherwise eight bytes at a time
/// by tables.
/// </summary>
internal struct Crc32
{
    private const int Slices = 8;
    private static readonly uint[] Table = MakeTable();
    private uint _register;

    /// <summary>The CRC of all that was appended.</summary>
    public readonly uint Value => _register;

    /// <summary>Takes further bytes in.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var crc = ~_register;
        if (Pclmulqdq.IsSupported && bytes.Length >= 4 * Vector128<byte>.Count)
        {
            crc = Fold(crc, ref bytes);
        }

        _register = ~Look(crc, bytes);
    }

    /// <summary>
    /// Takes all whole 16 bytes in, 64 at a time: the remainder of a polynomial far ahead is known beforehand, so each step multiplies
    /// what is gathered by it and adds the next bytes (V. Gopal and others, "Fast CRC Computation for Generic Polynomials Using
    /// PCLMULQDQ Instruction", Intel 2009). What is left is 16 bytes with the same CRC.
    /// </summary>
    private static uint Fold(uint crc, ref ReadOnlySpan<byte> bytes)
    {
        // Remainders of x^(512+32), x^(512-32), x^(128+32) and x^(128-32), reflected.
        var far = Vector128.Create(0x1_5444_2bd4UL, 0x1_c6e4_1596UL);
        var near = Vector128.Create(0x1_7519_97d0UL, 0x0_ccaa_009eUL);
        var words = MemoryMarshal.Cast<byte, Vector128<ulong>>(bytes);
        var (a, b, c, d) = (words[0] ^ Vector128.CreateScalar((ulong)crc), words[1], words[2], words[3]);
        var at = 4;
        for (; at + 4 <= words.Length; at += 4)
        {
            (a, b) = (Step(a, far) ^ words[at], Step(b, far) ^ words[at + 1]);
            (c, d) = (Step(c, far) ^ words[at + 2], Step(d, far) ^ words[at + 3]);
        }

        a = Step(Step(Step(a, near) ^ b, near) ^ c, near) ^ d;
        for (; at < words.Length; at++)
        {
            a = Step(a, near) ^ words[at];
        }

        bytes = bytes[(at * Vector128<byte>.Count)..];
        Span<byte> left = stackalloc byte[Vector128<byte>.Count];
        a.AsByte().CopyTo(left);
        return Look(0, left);

        static Vector128<ulong> Step(Vector128<ulong> gathered, Vector128<ulong> remainders) =>
            Pclmulqdq.CarrylessMultiply(gathered, remainders, 0x00) ^ Pclmulqdq.CarrylessMultiply(gathered, remainders, 0x11);
    }

    private static uint Look(uint crc, ReadOnlySpan<byte> bytes)
    {
        var table = Table;
        while (bytes.Length >= Slices)
        {
            var low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = table[(7 * 256) + (low & 0xff)] ^ table[(6 * 256) + ((low >> 8) & 0xff)]
                ^ table[(5 * 256) + ((low >> 16) & 0xff)] ^ table[(4 * 256) + (low >> 24)]
                ^ table[(3 * 256) + (high & 0xff)] ^ table[(2 * 256) + ((high >> 8) & 0xff)]
                ^ table[256 + ((high >> 16) & 0xff)] ^ table[high >> 24];
            bytes = bytes[Slices..];
        }

        foreach (var value in bytes)
        {
            crc = (crc >> 8) ^ table[(crc ^ value) & 0xff];
        }

        return crc;
    }

    private static uint[] MakeTable()
    {
        const uint polynomial = 0xEDB88320;
        var table = new uint[Slices * 256];
        for (uint value = 0; value < 256; value++)
        {
            var crc = value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ polynomial;
            }

            table[value] = crc;
        }

        for (var index = 256; index < table.Length; index++)
        {
            table[index] = (table[index - 256] >> 8) ^ table[table[index - 256] & 0xff];
        }

        return table;
    }
}
