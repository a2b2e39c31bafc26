using System.Globalization;
using DataExport.Core.Exports.Previewing;
using DataExport.Web.Components.Look;

namespace DataExport.Web.Components.Exports.New;

/// <summary>What the page says of a preview.</summary>
public static class PreviewWording
{
    private const int LongestCell = 120;
    private const int LongestHint = 1000;

    /// <summary>Rows and size: <c>about 3.1 million rows, roughly 400 MB</c>.</summary>
    public static string Size(ExportPreview preview)
    {
        var (rows, exact) = (preview.Expected.Rows, preview.Expected.IsExact);
        if (rows == 0)
        {
            return exact ? "No event matches: the file would have its header only."
                : preview.Expected.IsLeast ? "How many rows there will be is not known yet."
                : "Few events match, if any.";
        }

        var count = exact ? Wording.Count(rows, "row")
            : preview.Expected.IsLeast ? $"at least {Wording.Count(rows, "row")}"
            : $"{Wording.About(rows)} rows";
        return preview.Bytes is { } bytes ? $"{count}, {Wording.Roughly(bytes)}" : count;
    }

    /// <summary>What will cut the file, and what is not known.</summary>
    public static IEnumerable<string> Warnings(ExportPreview preview)
    {
        if (!preview.RowsAreComplete)
        {
            yield return preview.Rows.Count == 0
                ? "Finding the first rows takes longer than a preview may. The export has no such limit."
                : "These are the rows that could be found quickly; the export finds them all.";
        }

        if (preview.Cut == PreviewCut.RequestedRows)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The file ends after the {Wording.Count(preview.Expected.Rows, "row")} that you ask for; {(preview.Matching.IsExact ? Wording.Number(preview.Matching.Rows) : Wording.About(preview.Matching.Rows))} match.");
        }

        foreach (var warning in preview.Warnings)
        {
            yield return warning;
        }
    }

    /// <summary>A cell as it fits into the table; the whole is in <see cref="Hint"/>.</summary>
    public static string? Cell(string? text) => Cut(text, LongestCell);

    /// <summary>The whole cell, when it does not fit.</summary>
    public static string? Hint(string? text) => text?.Length > LongestCell ? Cut(text, LongestHint) : null;

    private static string? Cut(string? text, int most) =>
        text is null || text.Length <= most ? text : $"{text.AsSpan(0, char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)}…";
}
