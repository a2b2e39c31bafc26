namespace DataExport.Core.Exports;

/// <summary>How a file is made.</summary>
public sealed record ExportOptions
{
    /// <summary><c>csv</c>, <c>tsv</c> or <c>jsonl</c>.</summary>
    public string Format { get; init; } = "csv";

    /// <summary>What separates the fields of a CSV file: one character.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>Whether the file starts with a UTF-8 byte order mark.</summary>
    public bool Bom { get; init; }

    /// <summary>Whether cells that a spreadsheet would run as formulas are neutralised.</summary>
    public bool SpreadsheetSafe { get; init; }

    /// <summary>The zone of times in the file: <c>UTC</c> or an IANA name.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary><c>gzip</c> or <c>none</c>: how the file is stored.</summary>
    public string Compression { get; init; } = "gzip";
}
