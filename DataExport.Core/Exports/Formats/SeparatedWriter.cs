using System.Text;
using CsvHelper;
using DataExport.Core.Queries.Reading;

namespace DataExport.Core.Exports.Formats;

/// <summary>CSV and TSV: UTF-8, CRLF, minimal quoting (RFC 4180), the header always, an empty cell for null.</summary>
internal sealed class SeparatedWriter : IRowWriter
{
    private readonly IReadOnlyList<string> _columns;
    private readonly Stream _target;
    private readonly bool _bom;
    private readonly FormulaGuard? _guard;
    private readonly CsvWriter _csv;

    public SeparatedWriter(ExportOptions options, IReadOnlyList<string> columns, Stream target)
    {
        _columns = columns;
        _target = target;
        _bom = options.Bom;
        _guard = options.SpreadsheetSafe ? new FormulaGuard() : null;
        var csv = new CsvWriterOptions { Separator = options.Format == ExportFormat.Tsv ? '\t' : options.Delimiter[0], NewLine = "\r\n" };
        _csv = CsvWriter.Create(target, csv, leaveOpen: true);
    }

    public void WriteHeader()
    {
        if (_bom)
        {
            _target.Write(Encoding.UTF8.Preamble);
        }

        foreach (var column in _columns)
        {
            var name = Encoding.UTF8.GetBytes(column);
            _csv.WriteField(_guard is null ? name : _guard.Neutralise(name));
        }

        EndRow();
    }

    public void WriteRow(RowReader row)
    {
        for (var column = 0; column < row.ColumnCount; column++)
        {
            var cell = row.Cell(column);
            _csv.WriteField(_guard is not null && cell.Kind == CellKind.Text ? _guard.Neutralise(cell.Utf8) : cell.Utf8);
        }

        EndRow();
    }

    public void Dispose() => _csv.Dispose();

    private void EndRow()
    {
        _csv.EndRecord();
        _csv.Flush();
    }
}
