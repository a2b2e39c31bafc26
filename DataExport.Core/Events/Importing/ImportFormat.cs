namespace DataExport.Core.Events.Importing;

/// <summary>What kind of file it is, as its first bytes tell.</summary>
internal enum ImportFormat
{
    /// <summary>CSV whose quotes enclose values (RFC 4180).</summary>
    QuotedCsv,

    /// <summary>Separated values without quoting: a quote is a character like any other.</summary>
    PlainCsv,

    /// <summary>One JSON object a line.</summary>
    JsonLines,
}
