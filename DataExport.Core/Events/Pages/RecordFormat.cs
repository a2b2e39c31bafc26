using System.Buffers.Binary;

namespace DataExport.Core.Events.Pages;

/// <summary>Records as SQLite stores them: a header of serial types, then the values (SQLite Database File Format, §2.1).</summary>
internal static class RecordFormat
{
    /// <summary>The serial type of NULL.</summary>
    public const uint Null = 0;

    /// <summary>The least serial type of a blob or text.</summary>
    public const uint FirstBytes = 12;

    /// <summary>How many bytes a value takes, by its serial type, of those that take one byte in a header.</summary>
    public static ReadOnlySpan<byte> ShortLengths =>
    [
        0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0,
        0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14, 15, 15, 16, 16, 17, 17, 18, 18, 19, 19,
        20, 20, 21, 21, 22, 22, 23, 23, 24, 24, 25, 25, 26, 26, 27, 27, 28, 28, 29, 29, 30, 30, 31, 31, 32, 32, 33, 33, 34, 34, 35, 35, 36, 36, 37, 37,
        38, 38, 39, 39, 40, 40, 41, 41, 42, 42, 43, 43, 44, 44, 45, 45, 46, 46, 47, 47, 48, 48, 49, 49, 50, 50, 51, 51, 52, 52, 53, 53, 54, 54, 55, 55,
        56, 56, 57, 57,
    ];

    /// <summary>Reads a variable-length integer of up to 9 bytes; false when the bytes end within it.</summary>
    public static bool TryReadVarint(ReadOnlySpan<byte> bytes, ref int at, out long value)
    {
        value = 0;
        for (var count = 0; count < 8; count++)
        {
            if ((uint)at >= (uint)bytes.Length)
            {
                return false;
            }

            var next = bytes[at++];
            value = (value << 7) | (uint)(next & 0x7f);
            if (next < 0x80)
            {
                return true;
            }
        }

        if ((uint)at >= (uint)bytes.Length)
        {
            return false;
        }

        value = (value << 8) | bytes[at++];
        return true;
    }

    /// <summary>How many bytes a value of that serial type takes.</summary>
    public static int Length(uint serialType) => serialType >= FirstBytes ? (int)((serialType - FirstBytes) / 2) : ShortLengths[(int)serialType];

    /// <summary>A value as a number; 0 for what is none.</summary>
    public static long Integer(uint serialType, ReadOnlySpan<byte> value) => serialType switch
    {
        1 => (sbyte)value[0],
        2 => BinaryPrimitives.ReadInt16BigEndian(value),
        3 => ((sbyte)value[0] << 16) | BinaryPrimitives.ReadUInt16BigEndian(value[1..]),
        4 => BinaryPrimitives.ReadInt32BigEndian(value),
        5 => ((long)BinaryPrimitives.ReadInt16BigEndian(value) << 32) | BinaryPrimitives.ReadUInt32BigEndian(value[2..]),
        6 => BinaryPrimitives.ReadInt64BigEndian(value),
        9 => 1,
        _ => 0,
    };
}
