using System.Text.Encodings.Web;
using System.Text.Json;
using DataExport.Core.Queries.Reading;

namespace DataExport.Core.Exports.Formats;

/// <summary>
/// JSON Lines: one object a line with the keys in column order, ended by LF; numbers as numbers, null for null. A column that is asked for
/// twice is there once, as the names of an object have to differ (RFC 8259 §4).
/// </summary>
internal sealed class JsonLinesWriter : IRowWriter
{
    private readonly (int Index, JsonEncodedText Name)[] _columns;
    private readonly Stream _target;
    private readonly Utf8JsonWriter _json;

    public JsonLinesWriter(IReadOnlyList<string> columns, Stream target)
    {
        _target = target;
        _columns = [.. columns.Index().DistinctBy(column => column.Item).Select(column => (column.Index, JsonEncodedText.Encode(column.Item, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)))];
        _json = new Utf8JsonWriter(target, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public void WriteHeader()
    {
        // Each line names its own columns.
    }

    public void WriteRow(RowReader row)
    {
        _json.WriteStartObject();
        foreach (var (index, name) in _columns)
        {
            _json.WritePropertyName(name);
            WriteValue(row.Cell(index));
        }

        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _target.WriteByte((byte)'\n');
    }

    public void Dispose() => _json.Dispose();

    private void WriteValue(Cell cell)
    {
        switch (cell.Kind)
        {
            case CellKind.Null:
                _json.WriteNullValue();
                break;
            case CellKind.Text:
                _json.WriteStringValue(cell.Utf8);
                break;
            default:
                _json.WriteRawValue(cell.Utf8, skipInputValidation: true);
                break;
        }
    }
}
