using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace DataExport.Web.Startup;

/// <summary>The address that people reach this program at.</summary>
public sealed class PublicAddress(IOptions<AppSettings> settings, IServer server)
{
    private static readonly string[] AnyHost = ["0.0.0.0", "[::]", "+", "*"];

    /// <summary>As configured, without a slash at the end; null when nobody has said.</summary>
    public string? Configured => string.IsNullOrEmpty(settings.Value.PublicUrl) ? null : settings.Value.PublicUrl.TrimEnd('/');

    /// <summary>As configured, else where the server listens: right for those who are on this machine.</summary>
    public string Origin => Configured ?? Listening() ?? "http://localhost";

    /// <summary>As configured, else where this request came to: right for whoever sent it.</summary>
    public string Of(HttpRequest request) => Configured ?? $"{request.Scheme}://{request.Host}{request.PathBase}";

    // Such as http://127.0.0.1:8080 or http://[::]:8080, of which the latter is no address to go to.
    private string? Listening()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/');
        var any = AnyHost.FirstOrDefault(host => address?.Contains($"://{host}", StringComparison.Ordinal) == true);
        return any is null ? address : address!.Replace($"://{any}", "://localhost", StringComparison.Ordinal);
    }
}
