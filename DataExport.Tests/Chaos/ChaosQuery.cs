using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace DataExport.Tests.Chaos;

/// <summary>An export that is asked for, and what its file must hold, worked out from the input alone.</summary>
internal sealed class ChaosQuery
{
    private static readonly string[] Fields = ["id", "timestamp", "project", "level", "logger", "tags[colour]", "message"];

    private readonly Dictionary<string, object?> _members;
    private readonly string[] _fields;

    private ChaosQuery(
        string format, string compression, string query, string[] projects, int? limit, string delimiter, bool safe, IEnumerable<string?[]> cells,
        string[]? fields = null, string? sort = null)
    {
        (Compressed, Format, _fields) = (compression == "gzip", format, fields ?? Fields);
        var rows = limit is null ? [.. cells] : cells.Take(limit.Value).ToList();
        Rows = rows.Count;
        Content = Encoding.UTF8.GetBytes(format == "jsonl" ? JsonLines(rows) : Separated(rows, delimiter, safe));
        Checksum = Convert.ToHexStringLower(SHA256.HashData(Content));
        var info = new Dictionary<string, object?> { ["field"] = _fields, ["query"] = query, ["project"] = projects };
        if (sort is not null)
        {
            info["sort"] = sort;
        }

        _members = new Dictionary<string, object?>
        {
            ["query_type"] = "Discover",
            ["query_info"] = info,
            ["format"] = format,
            ["limit"] = limit,
            ["options"] = format == "csv" ? new { compression, delimiter, spreadsheetSafe = safe } : (object)new { compression },
        };
    }

    public string Format { get; }

    public bool Compressed { get; }

    public int Rows { get; }

    /// <summary>The uncompressed file, to the byte.</summary>
    public byte[] Content { get; }

    /// <summary>SHA-256 of <see cref="Content"/>.</summary>
    public string Checksum { get; }

    /// <summary>Queries of every format, stored as gzip and plain, with filters, projects, limits, an order of their own, and groups.</summary>
    public static List<ChaosQuery> MakeAll(List<ChaosEvent> imported)
    {
        // The total order of raw rows: timestamp, then the order of arrival, both descending.
        var all = imported.Index().OrderByDescending(row => row.Item.Time).ThenByDescending(row => row.Index).Select(row => row.Item).ToList();
        return
        [
            new("csv", "gzip", "", ["shop", "web"], null, ",", false, all.Select(Cells)),
            new("csv", "none", "level:error", ["shop", "web"], null, ",", false, all.Where(row => row.Level == "error").Select(Cells)),
            new("jsonl", "gzip", "", ["web"], null, ",", false, all.Where(row => row.Project == "web").Select(Cells)),
            new("tsv", "none", "!colour:blue", ["shop", "web"], null, "\t", false, all.Where(row => row.Colour != "blue").Select(Cells)),
            new("csv", "gzip", "level:[error, warning]", ["shop"], 1000, ";", true, all.Where(row => row.Project == "shop" && row.Level is "error" or "warning").Select(Cells)),
            new("jsonl", "none", "colour:red OR level:fatal", ["shop"], null, ",", false, all.Where(row => row.Project == "shop" && (row.Colour == "red" || row.Level == "fatal")).Select(Cells)),

            // Text is ordered by its UTF-8 bytes, as its hexadecimal form is.
            new("csv", "gzip", "", ["shop"], null, ",", false, all.Where(row => row.Project == "shop").OrderBy(row => Convert.ToHexString(Encoding.UTF8.GetBytes(row.Message)), StringComparer.Ordinal).Select(Cells), sort: "message"),
            new("csv", "none", "", ["shop", "web"], null, ",", false, all.GroupBy(row => row.Logger).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new string?[] { group.Key, $"{group.Count()}" }), ["logger", "count()"], "logger"),
        ];
    }

    /// <summary>The request's body.</summary>
    public string Body(string name)
    {
        _members["name"] = name;
        return JsonSerializer.Serialize(_members);
    }

    private static string?[] Cells(ChaosEvent row) => [row.Id, row.TimeText, row.Project, row.Level, row.Logger, row.Colour, row.Message];

    private string Separated(List<string?[]> rows, string delimiter, bool safe)
    {
        var text = new StringBuilder();
        text.AppendJoin(delimiter, _fields).Append("\r\n");
        foreach (var row in rows)
        {
            text.AppendJoin(delimiter, row.Select(cell => Quote(safe ? Guard(cell) : cell, delimiter))).Append("\r\n");
        }

        return text.ToString();
    }

    private static string? Guard(string? cell) => cell is ['=' or '-' or '\'', ..] ? "'" + cell : cell;

    private static string? Quote(string? cell, string delimiter) =>
        cell is not null && (cell.Contains(delimiter) || cell.AsSpan().ContainsAny("\"\r\n")) ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;

    private string JsonLines(List<string?[]> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.Append('{').AppendJoin(',', row.Select((cell, index) => $"\"{_fields[index]}\":{Escape(cell)}")).Append("}\n");
        }

        return text.ToString();
    }

    private static string Escape(string? cell) =>
        cell is null ? "null" : $"\"{cell.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\t", "\\t")}\"";
}
