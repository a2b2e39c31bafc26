namespace DataExport.Web.Startup;

/// <summary>Refuses circuits that a page of another host opens: browsers let any page open a WebSocket, with cookies.</summary>
public static class CircuitOrigin
{
    private const string CircuitPath = "/_blazor";

    /// <summary>Answers 403 when a request for a circuit has an Origin that is neither its host nor <c>App:PublicUrl</c>.</summary>
    public static IApplicationBuilder UseCircuitOrigin(this IApplicationBuilder app, IConfiguration configuration)
    {
        var publicAuthority = Uri.TryCreate(configuration["App:PublicUrl"], UriKind.Absolute, out var url) ? url.Authority : null;
        return app.Use((context, next) =>
        {
            if (context.Request.Path.StartsWithSegments(CircuitPath, StringComparison.OrdinalIgnoreCase)
                && context.Request.Headers.Origin.ToString() is { Length: > 0 } origin
                && !IsOwn(origin, context.Request.Host.Value, publicAuthority))
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            }

            return next(context);
        });
    }

    // Only host and port count: behind a proxy that ends TLS, the scheme seen here is not the browser's.
    private static bool IsOwn(string origin, string? host, string? publicAuthority) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (Same(uri.Authority, host) || Same(uri.Authority, publicAuthority));

    private static bool Same(string authority, string? other) => string.Equals(authority, other, StringComparison.OrdinalIgnoreCase);
}
