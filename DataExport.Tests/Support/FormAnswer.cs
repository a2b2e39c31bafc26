using System.Net;
using System.Text.RegularExpressions;

namespace DataExport.Tests.Support;

/// <summary>What a page answered.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Text">The HTML.</param>
/// <param name="Location">Where it leads, local; null when it stays.</param>
internal sealed partial record FormAnswer(HttpStatusCode Status, string Text, string? Location)
{
    /// <summary>What it says is wrong; null for nothing.</summary>
    public string? Problem => Alert().Match(Text) is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    /// <summary>The texts of the items of its lists.</summary>
    public string[] Items => [.. Item().Matches(Text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("role=\"alert\">([^<]+)<")]
    private static partial Regex Alert();

    [GeneratedRegex("<li>([^<]+)</li>")]
    private static partial Regex Item();
}
