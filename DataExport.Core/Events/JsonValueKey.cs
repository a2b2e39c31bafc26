namespace DataExport.Core.Events;

/// <summary>
/// A value of JSON as bytes that keep its kind and its text and sort as values do: numbers, texts, <c>false</c>, <c>true</c>. Texts sort by
/// their UTF-8 bytes; lists and objects are the texts that a file shows of them. An instance reuses its buffer.
/// </summary>
/// <remarks>
/// The first byte says which; then comes the text, and before that of a number its <see cref="NumberKey"/>. A number that is none to a
/// search, as its exponent has more digits than anyone writes, comes last.
/// </remarks>
internal sealed class JsonValueKey
{
    private const byte Number = 1;
    private const byte String = 2;
    private const byte Truth = 3;
    private const byte Endless = 4;
    private readonly EventJson _json = new();
    private byte[] _buffer = new byte[256];

    /// <summary>The key of a value; empty when it is null, an empty text, or not there.</summary>
    /// <param name="value">A value as it stands in JSON; empty when there is none.</param>
    /// <returns>Bytes that are valid until the next call.</returns>
    /// <exception cref="System.Text.Json.JsonException">It is no JSON.</exception>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> value)
    {
        var text = _json.Text(value);
        if (text.IsEmpty)
        {
            return default;
        }

        var length = 1;
        _buffer = _buffer.Length < MostBytes(text) ? new byte[2 * MostBytes(text)] : _buffer;
        var isNumber = NumberText.TryParse(text, out var number);
        _buffer[0] = value[0] switch
        {
            (byte)'"' or (byte)'{' or (byte)'[' => String,
            (byte)'t' or (byte)'f' => Truth,
            _ => isNumber ? Number : Endless,
        };
        if (_buffer[0] == Number)
        {
            length += NumberKey.Write(number, _buffer.AsSpan(length));
        }

        text.CopyTo(_buffer.AsSpan(length));
        return _buffer.AsSpan(0, length + text.Length);
    }

    /// <summary>The part of a key that it sorts by; numbers that are equal have the same.</summary>
    public static ReadOnlySpan<byte> Order(ReadOnlySpan<byte> key) => key is [Number, ..] ? key[..(1 + NumberKey.Length(key[1..]))] : key;

    /// <summary>The value's text, as <see cref="EventJson.Text"/>.</summary>
    public static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> key) => key is [Number, ..] ? key[(1 + NumberKey.Length(key[1..]))..] : key[1..];

    /// <summary>Whether the value is a number.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> key) => key[0] is Number or Endless;

    /// <summary>Whether the value is true or false.</summary>
    public static bool IsTruth(ReadOnlySpan<byte> key) => key[0] == Truth;

    private static int MostBytes(ReadOnlySpan<byte> text) => 1 + NumberKey.MostBytes(text.Length) + text.Length;
}
