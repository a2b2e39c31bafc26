using DataExport.Core.Queries.Estimating;

namespace DataExport.Core.Exports.Previewing;

/// <summary>The beginning of a file before it is made, and how large the whole will be.</summary>
public sealed record ExportPreview
{
    /// <summary>The headers of the columns, as they will stand in the file.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>
    /// The first rows, with the texts that the file will hold: what a reader of the CSV gets back after unquoting; in JSON Lines
    /// the text of each value without its quotes, and null for null.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<string?>> Rows { get; init; }

    /// <summary>Whether these rows are the first ones or all; false when finding them took longer than a preview may.</summary>
    public required bool RowsAreComplete { get; init; }

    /// <summary>The rows that the query has.</summary>
    public required RowEstimate Matching { get; init; }

    /// <summary>The rows that the file will have, which a limit can make fewer.</summary>
    public required RowEstimate Expected { get; init; }

    /// <summary>The bytes of the file's text, from the size of the first rows; null when there are none to go by.</summary>
    public required long? Bytes { get; init; }

    /// <summary>What will cut the file.</summary>
    public required PreviewCut Cut { get; init; }

    /// <summary>What was ignored in the request, and what will cut the file, as sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
