using System.Text;
using DataExport.Core.Queries.Reading;

namespace DataExport.Core.Exports.Formats;

/// <summary>The texts of cells and headers in a file of separated values, before quoting: what a reader of the file gets back.</summary>
internal sealed class CellTexts(bool spreadsheetSafe)
{
    private readonly FormulaGuard? _guard = spreadsheetSafe ? new FormulaGuard() : null;

    /// <summary>The text of a cell, empty for null; valid until the next call.</summary>
    public ReadOnlySpan<byte> Of(Cell cell) => _guard is not null && cell.Kind == CellKind.Text ? _guard.Neutralise(cell.Utf8) : cell.Utf8;

    /// <summary>The text of a column's header; valid until the next call.</summary>
    public ReadOnlySpan<byte> OfHeader(string column)
    {
        var name = Encoding.UTF8.GetBytes(column);
        return _guard is null ? name : _guard.Neutralise(name);
    }
}
