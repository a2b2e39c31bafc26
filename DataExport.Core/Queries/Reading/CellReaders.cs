using System.Globalization;
using System.Text;
using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events;

namespace DataExport.Core.Queries.Reading;

/// <summary>Text, handed on as SQLite holds it.</summary>
internal sealed class TextCellReader(int column) : CellReader
{
    // The type is asked for only where there are no bytes: this runs for most cells of a file.
    public override Cell Read(RowValues row)
    {
        var text = row.Bytes(column);
        return text.IsEmpty && row.IsNull(column) ? default : new Cell(CellKind.Text, text);
    }
}

/// <summary>A whole number.</summary>
internal sealed class NumberCellReader(int column) : CellReader
{
    private readonly byte[] _buffer = new byte[20];

    public override Cell Read(RowValues row)
    {
        if (row.IsNull(column))
        {
            return default;
        }

        row.Int64(column).TryFormat(_buffer, out var length, provider: CultureInfo.InvariantCulture);
        return new Cell(CellKind.Number, _buffer.AsSpan(0, length));
    }
}

/// <summary>True or false.</summary>
internal sealed class BooleanCellReader(int column) : CellReader
{
    public override Cell Read(RowValues row) =>
        row.IsNull(column) ? default : new Cell(CellKind.Boolean, row.Int64(column) == 0 ? "false"u8 : "true"u8);
}

/// <summary>Bytes as lower-case hexadecimal digits.</summary>
internal sealed class HexCellReader(int column) : CellReader
{
    private readonly byte[] _buffer = new byte[2 * EventId.Length];

    public override Cell Read(RowValues row)
    {
        if (row.IsNull(column))
        {
            return default;
        }

        Convert.TryToHexStringLower(row.Bytes(column), _buffer, out var length);
        return new Cell(CellKind.Text, _buffer.AsSpan(0, length));
    }
}

/// <summary>A project's slug, by its id.</summary>
internal sealed class ProjectCellReader(int column, IReadOnlyDictionary<int, string> slugs) : CellReader
{
    private readonly Dictionary<int, byte[]> _slugs = slugs.ToDictionary(slug => slug.Key, slug => Encoding.UTF8.GetBytes(slug.Value));

    private long _last = -1;
    private byte[] _lastSlug = [];

    public override Cell Read(RowValues row)
    {
        var project = row.Int64(column);
        if (project != _last)
        {
            (_last, _lastSlug) = (project, _slugs[(int)project]);
        }

        return new Cell(CellKind.Text, _lastSlug);
    }
}

/// <summary>An issue's short id, made of its project's id and its number in it.</summary>
internal sealed class IssueCellReader(int projectColumn, int numberColumn, IReadOnlyDictionary<int, string> slugs) : CellReader
{
    private readonly ShortIds _shortIds = new(slugs);

    public override Cell Read(RowValues row) =>
        row.IsNull(numberColumn) ? default : _shortIds.Cell((int)row.Int64(projectColumn), row.Int64(numberColumn));
}

/// <summary>An issue's short id, by the id of the issue; nothing when the issue is gone.</summary>
internal sealed class IssueIdCellReader(int projectColumn, int issueColumn, IReadOnlyDictionary<int, string> slugs, IssueNumbers numbers) : CellReader
{
    private readonly ShortIds _shortIds = new(slugs);

    public override Cell Read(RowValues row) =>
        numbers.Find(row.Int64(issueColumn)) is { } number ? _shortIds.Cell((int)row.Int64(projectColumn), number) : default;
}
