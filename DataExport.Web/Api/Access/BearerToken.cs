using System.Net.Http.Headers;

namespace DataExport.Web.Api.Access;

/// <summary>The token of a request: <c>Authorization: Bearer dxp_…</c>.</summary>
internal static class BearerToken
{
    public static bool IsIn(HttpRequest request) => Read(request) is not null;

    /// <summary>The token, an empty one too; null when the header is missing or of another kind.</summary>
    public static string? Read(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
        && string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase)
            ? header.Parameter ?? ""
            : null;
}
