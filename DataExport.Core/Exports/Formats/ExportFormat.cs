namespace DataExport.Core.Exports.Formats;

/// <summary>The formats that a file can have.</summary>
public static class ExportFormat
{
    /// <summary>Comma-separated values (RFC 4180).</summary>
    public const string Csv = "csv";

    /// <summary>Tab-separated values, quoted as CSV.</summary>
    public const string Tsv = "tsv";

    /// <summary>One JSON object a line.</summary>
    public const string JsonLines = "jsonl";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Csv, Tsv, JsonLines];

    /// <summary>The media type of the uncompressed content.</summary>
    public static string ContentType(string format) => format switch
    {
        Tsv => "text/tab-separated-values; charset=utf-8",
        JsonLines => "application/x-ndjson",
        _ => "text/csv; charset=utf-8",
    };

    /// <summary>Makes the writer of a format.</summary>
    /// <param name="options">The options of the export.</param>
    /// <param name="columns">The names of the columns, as they go into the header.</param>
    /// <param name="target">Where the bytes go.</param>
    internal static IRowWriter CreateWriter(ExportOptions options, IReadOnlyList<string> columns, Stream target) =>
        options.Format == JsonLines ? new JsonLinesWriter(columns, target) : new SeparatedWriter(options, columns, target);
}
