using System.Buffers.Binary;
using System.Globalization;

namespace DataExport.Core.Events;

/// <summary>An event's id: 16 bytes, written as 32 lower-case hexadecimal digits.</summary>
public readonly record struct EventId(UInt128 Value)
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 16;

    /// <summary>Makes an id that rises with time (RFC 9562, version 7), so that an index of ids grows at its end.</summary>
    public static EventId Create(TimeProvider clock)
    {
        Span<byte> bytes = stackalloc byte[Length];
        Guid.CreateVersion7(clock.GetUtcNow()).TryWriteBytes(bytes, bigEndian: true, out _);
        return new EventId(BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    /// <summary>Reads 32 hexadecimal digits, with or without the hyphens of a UUID.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out EventId id)
    {
        id = default;
        Span<char> digits = stackalloc char[32];
        var count = 0;
        foreach (var character in text)
        {
            if (character == '-')
            {
                continue;
            }

            if (count == digits.Length || !char.IsAsciiHexDigit(character))
            {
                return false;
            }

            digits[count++] = character;
        }

        if (count != digits.Length)
        {
            return false;
        }

        id = new EventId(UInt128.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary>Writes the 16 bytes, most significant first.</summary>
    public void WriteTo(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
