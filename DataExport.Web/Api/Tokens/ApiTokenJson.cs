using System.Globalization;
using System.Text.Json.Serialization;
using DataExport.Core.Users;

namespace DataExport.Web.Api.Tokens;

/// <summary>An API token as JSON.</summary>
/// <param name="Id">Digits.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">What it may do, at the most.</param>
/// <param name="Hint">Its last four characters.</param>
/// <param name="DateCreated">When it was made, UTC.</param>
/// <param name="ExpiresAt">When it ends, UTC; null for never.</param>
/// <param name="DateLastUsed">When it was used last, UTC, to the minute; null for never.</param>
/// <param name="Token">Its text: in the answer to its creation, and never again.</param>
public sealed record ApiTokenJson(
    string Id,
    string Name,
    IReadOnlyList<string> Scopes,
    string Hint,
    DateTime DateCreated,
    DateTime? ExpiresAt,
    DateTime? DateLastUsed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Token = null)
{
    /// <summary>Makes it from the row.</summary>
    public static ApiTokenJson From(ApiToken token) => From(token, text: null);

    /// <summary>Makes it from the row, with the text that is shown once.</summary>
    public static ApiTokenJson From(ApiToken token, string? text) => new(
        token.Id.ToString(CultureInfo.InvariantCulture), token.Name, token.Scopes, token.Hint, token.DateCreated, token.DateExpires, token.DateLastUsed, text);
}
