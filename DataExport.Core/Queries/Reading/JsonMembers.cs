using System.Buffers;
using System.Text.Json;

namespace DataExport.Core.Queries.Reading;

/// <summary>
/// Goes through the members of a JSON object (RFC 8259), looking at no more of a value than it takes to find its end. For what the store
/// holds, which was checked when it was written.
/// </summary>
/// <param name="json">An object, such as <c>{"plan": "free", "os": {"name": "iOS"}}</c>.</param>
internal ref struct JsonMembers(ReadOnlySpan<byte> json)
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> AfterValue = SearchValues.Create(",}] \t\r\n"u8);
    private readonly ReadOnlySpan<byte> _json = json;
    private int _at = 1;

    /// <summary>The name of the current member, as it stands in the JSON, without its quotes.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Whether the name has escaped characters.</summary>
    public bool IsNameEscaped { get; private set; }

    /// <summary>Where its value starts.</summary>
    public int ValueStart { get; private set; }

    /// <summary>Its value, as it stands in the JSON.</summary>
    public readonly ReadOnlySpan<byte> Value => _json[ValueStart.._at];

    /// <summary>Goes to the next member; false at the end.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public bool Next()
    {
        SkipSpace();
        if (Current == ',')
        {
            _at++;
            SkipSpace();
        }

        if (Current != '"')
        {
            return Current == '}' ? false : throw Broken();
        }

        var start = _at + 1;
        IsNameEscaped = SkipText();
        Name = _json[start..(_at - 1)];
        SkipSpace();
        _at += Current == ':' ? 1 : throw Broken();
        SkipSpace();
        ValueStart = _at;
        SkipValue();
        return true;
    }

    private readonly byte Current => _at < _json.Length ? _json[_at] : throw Broken();

    private void SkipSpace()
    {
        while (Current <= ' ' && Current is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            _at++;
        }
    }

    private void SkipValue()
    {
        switch (Current)
        {
            case (byte)'"':
                SkipText();
                break;
            case (byte)'{' or (byte)'[':
                SkipNested();
                break;
            default:
                var length = _json[_at..].IndexOfAny(AfterValue);
                _at += length > 0 ? length : throw Broken();
                break;
        }
    }

    private void SkipNested()
    {
        var depth = 0;
        do
        {
            var next = _json[_at..].IndexOfAny(Structure);
            _at += next >= 0 ? next : throw Broken();
            if (Current == '"')
            {
                SkipText();
                continue;
            }

            depth += Current is (byte)'{' or (byte)'[' ? 1 : -1;
            _at++;
        }
        while (depth > 0);
    }

    /// <summary>Goes behind a text; whether it has escaped characters.</summary>
    private bool SkipText()
    {
        _at++;
        for (var isEscaped = false; ; isEscaped = true)
        {
            var next = _json[_at..].IndexOfAny((byte)'"', (byte)'\\');
            _at += next >= 0 ? next + 1 : throw Broken();
            if (_json[_at - 1] == '"')
            {
                return isEscaped;
            }

            _at += _at < _json.Length ? 1 : throw Broken();
        }
    }

    private readonly JsonException Broken() => new($"The JSON of an event is broken after {_at} of {_json.Length} bytes.");
}
