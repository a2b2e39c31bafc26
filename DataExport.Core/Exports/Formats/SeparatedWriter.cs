using System.Text;
using CsvHelper;
using DataExport.Core.Queries.Reading;

namespace DataExport.Core.Exports.Formats;

/// <summary>CSV and TSV: UTF-8, CRLF, minimal quoting (RFC 4180), the header always, an empty cell for null.</summary>
internal sealed class SeparatedWriter : IRowWriter
{
    private readonly string[] _columns;
    private readonly Stream _target;
    private readonly bool _bom;
    private readonly CellTexts _texts;
    private readonly CsvWriter _csv;

    public SeparatedWriter(ExportOptions options, IReadOnlyList<string> columns, Stream target)
    {
        _columns = [.. columns];
        _target = target;
        _bom = options.Bom;
        _texts = new CellTexts(options.SpreadsheetSafe);
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
            _csv.WriteField(_texts.OfHeader(column));
        }

        EndRow();
    }

    public void WriteRow(RowReader row)
    {
        for (var column = 0; column < _columns.Length; column++)
        {
            _csv.WriteField(_texts.Of(row.Cell(column)));
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
