using System.Text;
using System.Text.Json;

namespace DataExport.Core.Events.Importing;

/// <summary>Reads one JSON object a line. Numbers keep their text; arrays and objects are kept as they are written.</summary>
internal sealed class JsonLinesRecordReader(Stream text) : RecordReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 64 };
    private readonly LineReader _lines = new(text, LongestRecord);
    private readonly List<KeyValuePair<string, string?>> _cells = [];

    public override long Line => _lines.Number;

    public override IReadOnlyList<KeyValuePair<string, string?>> Cells => _cells;

    public override IReadOnlyList<string>? Header => null;

    public override bool Read()
    {
        _cells.Clear();
        if (!Skip())
        {
            return false;
        }

        Problem = _lines.IsTooLong ? $"is longer than {LongestRecord} bytes" : Parse(_lines.Line);
        return true;
    }

    public override bool Skip()
    {
        do
        {
            if (!_lines.Read())
            {
                return false;
            }
        }
        while (_lines.Line.IndexOfAnyExcept(" \t\r"u8) < 0 && !_lines.IsTooLong);
        return true;
    }

    public override void Dispose() => text.Dispose();

    private string? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line, Options);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return "is no JSON object";
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = Unescape(ref reader);
                reader.Read();
                _cells.Add(new(name.Length == 0 ? "column_1" : name, Value(ref reader, line)));
            }

            // What follows the object is read too, so that rubbish there is found.
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException exception)
        {
            return $"is no valid JSON (at byte {exception.BytePositionInLine + 1})";
        }
    }

    private static string? Value(ref Utf8JsonReader reader, ReadOnlySpan<byte> line)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                return Unescape(ref reader);
            default:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                return Encoding.UTF8.GetString(line[start..(int)reader.BytesConsumed]);
        }
    }

    private static string Unescape(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? JsonText.Unescape(reader.ValueSpan) : Encoding.UTF8.GetString(reader.ValueSpan);
}
