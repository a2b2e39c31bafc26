using DataExport.Core.Queries.Columns;

namespace DataExport.Core.Queries.Completion;

/// <summary>Writes keys and values so that <see cref="Search.SearchParser"/> reads them back as they are.</summary>
public static class SearchQuoting
{
    // What is no key of an event when it stands without quotes.
    private static readonly string[] Words = ["has", "is"];

    /// <summary>A value: bare where it can be, otherwise in quotes, with its stars, quotes and backslashes escaped.</summary>
    public static string Value(string value) =>
        value.Length > 0 && value[0] is not ('<' or '>') && value.All(IsPlain) ? value : Quote(value);

    /// <summary>The key of a tag: <c>browser</c>, <c>"my key"</c>, or <c>tags[level]</c> where a column has its name.</summary>
    public static string Tag(string key) =>
        ColumnCatalogue.Find(key) is not null && !key.Contains(']', StringComparison.Ordinal) ? $"tags[{key}]"
        : key.Length > 0 && key[0] != '!' && key.All(IsPlainInKey) && !Words.Contains(key) ? key
        : Quote(key);

    private static bool IsPlain(char character) =>
        !char.IsWhiteSpace(character) && !char.IsControl(character) && character is not ('"' or '\\' or '*' or '(' or ')' or '[' or ']' or ',');

    private static bool IsPlainInKey(char character) => IsPlain(character) && character != ':';

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal)}\"";
}
