using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace DataExport.Tests.Chaos;

/// <summary>An export that is asked for, and what its file must hold, worked out from the input alone.</summary>
internal sealed class ChaosQuery
{
    private static readonly string[] Fields = ["id", "timestamp", "project", "level", "logger", "tags[colour]", "message"];

    private ChaosQuery(string format, string compression, string query, string[] projects, int? limit, string delimiter, bool safe, IEnumerable<ChaosEvent> events)
    {
        (Compressed, Format) = (compression == "gzip", format);
        var rows = limit is null ? [.. events] : events.Take(limit.Value).ToList();
        Rows = rows.Count;
        Content = Encoding.UTF8.GetBytes(format == "jsonl" ? JsonLines(rows) : Separated(rows, delimiter, safe));
        Checksum = Convert.ToHexStringLower(SHA256.HashData(Content));
        _members = new Dictionary<string, object?>
        {
            ["query_type"] = "Discover",
            ["query_info"] = new { field = Fields, query, project = projects },
            ["format"] = format,
            ["limit"] = limit,
            ["options"] = format == "csv" ? new { compression, delimiter, spreadsheetSafe = safe } : (object)new { compression },
        };
    }

    private readonly Dictionary<string, object?> _members;

    public string Format { get; }

    public bool Compressed { get; }

    public int Rows { get; }

    /// <summary>The uncompressed file, to the byte.</summary>
    public byte[] Content { get; }

    /// <summary>SHA-256 of <see cref="Content"/>.</summary>
    public string Checksum { get; }

    /// <summary>Queries of every format, stored as gzip and plain, with filters, projects and limits.</summary>
    public static List<ChaosQuery> MakeAll(List<ChaosEvent> imported)
    {
        // The total order of raw rows: timestamp, then the order of arrival, both descending.
        var all = imported.Index().OrderByDescending(row => row.Item.Time).ThenByDescending(row => row.Index).Select(row => row.Item).ToList();
        return
        [
            new("csv", "gzip", "", ["shop", "web"], null, ",", false, all),
            new("csv", "none", "level:error", ["shop", "web"], null, ",", false, all.Where(row => row.Level == "error")),
            new("jsonl", "gzip", "", ["web"], null, ",", false, all.Where(row => row.Project == "web")),
            new("tsv", "none", "!colour:blue", ["shop", "web"], null, "\t", false, all.Where(row => row.Colour != "blue")),
            new("csv", "gzip", "level:[error, warning]", ["shop"], 1000, ";", true, all.Where(row => row.Project == "shop" && row.Level is "error" or "warning" && row.Project == "shop")),
            new("jsonl", "none", "colour:red OR level:fatal", ["shop"], null, ",", false, all.Where(row => row.Project == "shop" && (row.Colour == "red" || row.Level == "fatal"))),
        ];
    }

    /// <summary>The request's body.</summary>
    public string Body(string name)
    {
        _members["name"] = name;
        return JsonSerializer.Serialize(_members);
    }

    private static string?[] Cells(ChaosEvent row) => [row.Id, row.TimeText, row.Project, row.Level, row.Logger, row.Colour, row.Message];

    private static string Separated(List<ChaosEvent> rows, string delimiter, bool safe)
    {
        var text = new StringBuilder();
        text.AppendJoin(delimiter, Fields).Append("\r\n");
        foreach (var row in rows)
        {
            text.AppendJoin(delimiter, Cells(row).Select(cell => Quote(safe ? Guard(cell) : cell, delimiter))).Append("\r\n");
        }

        return text.ToString();
    }

    private static string? Guard(string? cell) => cell is ['=' or '-' or '\'', ..] ? "'" + cell : cell;

    private static string? Quote(string? cell, string delimiter) =>
        cell is not null && (cell.Contains(delimiter) || cell.AsSpan().ContainsAny("\"\r\n")) ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;

    private static string JsonLines(List<ChaosEvent> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.Append('{').AppendJoin(',', Cells(row).Select((cell, index) => $"\"{Fields[index]}\":{Escape(cell)}")).Append("}\n");
        }

        return text.ToString();
    }

    private static string Escape(string? cell) =>
        cell is null ? "null" : $"\"{cell.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\t", "\\t")}\"";
}
