using System.Text;

namespace DataExport.Tests.Support;

/// <summary>Messages that have gone wrong in other exports, and how the rows of a file must read when they are in it.</summary>
internal static class TrickyTexts
{
    private static readonly string[] Shapes =
        ["message {0}", "with, a comma {0}", "with \"quotes\" {0}", "two\r\nlines {0}", "naïve 日本語 🚀 {0}", "=1+{0}", "  spaces {0}  ", "-{0}"];

    /// <summary>The message of that number.</summary>
    public static string Of(int number) => Shapes[number % Shapes.Length].Replace("{0}", $"{number}", StringComparison.Ordinal);

    /// <summary>Time and message of so many events, newest first, below a header, as a spreadsheet may open them.</summary>
    public static List<string[]> SafeRows(int count) =>
        [["timestamp", "message"], .. Enumerable.Range(0, count).Reverse().Select(number => new[] { Events.TimeOf(number), Safe(Of(number)) })];

    /// <summary>Reads a file with a reader that shares nothing with the product.</summary>
    public static List<string[]> Read(byte[] file) => CsvText.Read(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file));

    // Plain numbers such as -7 stay as they are.
    private static string Safe(string text) => text.StartsWith('=') ? "'" + text : text;
}
