namespace DataExport.Core.Queries.Compilation;

/// <summary>Text whose case does not count, as SQLite's LIKE has it: for the letters A to Z alone.</summary>
internal static class AsciiText
{
    /// <summary>The text with its ASCII letters in lower case.</summary>
    public static string Fold(string text) => string.Create(text.Length, text, static (folded, text) =>
    {
        for (var index = 0; index < text.Length; index++)
        {
            folded[index] = char.IsAsciiLetterUpper(text[index]) ? (char)(text[index] | 0x20) : text[index];
        }
    });

    /// <summary>Whether the texts are equal but for the case of ASCII letters.</summary>
    public static bool EqualsFolded(string one, string other) => Fold(one) == Fold(other);
}
