using System.Globalization;

namespace DataExport.Core.Organizations;

/// <summary>What an SDK is configured with: <c>https://PUBLIC_KEY@host/PROJECT_ID</c>.</summary>
/// <param name="PublicKey">The key.</param>
/// <param name="ProjectId">The project.</param>
public sealed record Dsn(string PublicKey, int ProjectId)
{
    /// <summary>Reads one; null when the text is none. The host is not looked at: proxies and tunnels may know us by another.</summary>
    public static Dsn? Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.UserInfo.Length == 0)
        {
            return null;
        }

        var key = address.UserInfo.Split(':')[0];
        var last = address.AbsolutePath[(address.AbsolutePath.LastIndexOf('/') + 1)..];
        return key.Length > 0 && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var projectId) ? new Dsn(key, projectId) : null;
    }

    /// <summary>The text.</summary>
    /// <param name="origin">Where the server is reached, such as <c>https://exports.example.com</c>; a path is kept.</param>
    /// <param name="publicKey">The key.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="secret">The secret, for SDKs that insist on one.</param>
    public static string Format(string origin, string publicKey, int projectId, string? secret = null)
    {
        var (scheme, rest) = origin.TrimEnd('/').Split("://", 2) is [var before, var after] ? (before, after) : ("http", origin);
        var user = string.IsNullOrEmpty(secret) ? publicKey : $"{publicKey}:{secret}";
        return string.Create(CultureInfo.InvariantCulture, $"{scheme}://{user}@{rest}/{projectId}");
    }
}
