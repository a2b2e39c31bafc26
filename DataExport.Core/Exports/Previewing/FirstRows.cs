using System.Text;
using DataExport.Core.Exports.Formats;
using DataExport.Core.Queries.Reading;

namespace DataExport.Core.Exports.Previewing;

/// <summary>The first rows of a query as the file will hold them, and how large rows are, taken by the file's own writer.</summary>
internal sealed class FirstRows
{
    /// <summary>How many rows a preview shows.</summary>
    public const int Shown = 20;

    /// <summary>How many are read to learn how large rows are, as long as they come by themselves.</summary>
    public const int Measured = 500;

    private static readonly TimeSpan MeasuringTime = TimeSpan.FromMilliseconds(250);

    private readonly ExportOptions _options;
    private readonly CellTexts? _texts;
    private readonly MemoryStream _written = new();
    private readonly List<IReadOnlyList<string?>> _rows = [];

    public FirstRows(IReadOnlyList<string> fields, ExportOptions options)
    {
        _options = options;
        _texts = options.Format == ExportFormat.JsonLines ? null : new CellTexts(options.SpreadsheetSafe);
        Columns = _texts is null ? fields : [.. fields.Select(field => Encoding.UTF8.GetString(_texts.OfHeader(field)))];
        Fields = fields;
    }

    /// <summary>The headers as the file has them.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The rows to show, as far as they were found.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> Rows => _rows;

    /// <summary>Rows that were read.</summary>
    public long Read { get; private set; }

    /// <summary>Whether the query has no further rows.</summary>
    public bool Ended { get; private set; }

    /// <summary>Bytes before the first row.</summary>
    public long HeaderBytes { get; private set; }

    /// <summary>Bytes of the rows that were read.</summary>
    public long RowBytes { get; private set; }

    private IReadOnlyList<string> Fields { get; }

    /// <summary>Reads until there is enough.</summary>
    /// <exception cref="OperationCanceledException">The reader was cancelled; what was read stays.</exception>
    public void Take(RowReader rows, TimeProvider clock)
    {
        using var writer = ExportFormat.CreateWriter(_options, Fields, _written);
        writer.WriteHeader();
        HeaderBytes = _written.Length;
        var started = clock.GetTimestamp();
        while (Read < Shown || (Read < Measured && clock.GetElapsedTime(started) < MeasuringTime))
        {
            if (!rows.Read())
            {
                Ended = true;
                return;
            }

            Add(rows, writer);
        }
    }

    private void Add(RowReader row, IRowWriter writer)
    {
        if (Read < Shown)
        {
            _rows.Add([.. Enumerable.Range(0, row.ColumnCount).Select(column => Text(row.Cell(column)))]);
        }

        _written.SetLength(0);
        writer.WriteRow(row);
        RowBytes += _written.Length;
        Read++;
    }

    private string? Text(Cell cell) => _texts is not null ? Encoding.UTF8.GetString(_texts.Of(cell))
        : cell.Kind == CellKind.Null ? null
        : Encoding.UTF8.GetString(cell.Utf8);
}
