using System.Globalization;
using System.Text;

namespace DataExport.Web.Api.Exports;

/// <summary>The header Content-Disposition with a file name that no client can be misled by (RFC 6266).</summary>
internal static class AttachmentName
{
    private const string Fallback = "export";

    /// <summary><c>attachment; filename="…"</c>, with <c>filename*</c> (RFC 8187) beside it when the name is not ASCII.</summary>
    public static string Header(string name)
    {
        var safe = Clean(name);
        var ascii = string.Concat(safe.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : "_"));
        return ascii == safe
            ? $"attachment; filename=\"{safe}\""
            : $"attachment; filename=\"{ascii}\"; filename*=UTF-8''{Uri.EscapeDataString(safe)}";
    }

    // Control and format characters (line breaks, right-to-left marks), quotes, and what separates folders become "_".
    private static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            clean.Append(IsHarmless(rune) ? rune.ToString() : "_");
        }

        var text = clean.ToString().Trim(' ', '.');
        return text.Length == 0 ? Fallback : text;
    }

    private static bool IsHarmless(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
        && rune.Value is not ('"' or '\\' or '/' or '%' or ':' or '*' or '?' or '<' or '>' or '|');
}
