using System.Text.RegularExpressions;

namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>Ways to write the name of a column in front of a colon.</summary>
internal static partial class AskKey
{
    /// <summary>The name, bare where it can stand so, and sometimes in quotes.</summary>
    public static string Write(string column, Random style) =>
        CanStandBare(column) && style.Next(5) > 0 ? column : $"\"{Escaped(column)}\"";

    /// <summary>The name behind <c>has:</c>.</summary>
    public static string WriteBehindHas(string column, Random style) => Write(column, style);

    private static bool CanStandBare(string column) => Plain().IsMatch(column) && column is not ("has" or "is");

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    [GeneratedRegex(@"\A([^\s:""()\[\]!]+|tags\[[^\]""]+\])\z")]
    private static partial Regex Plain();
}
