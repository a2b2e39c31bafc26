using DataExport.Web.Api.Access;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace DataExport.Web.Api.Errors;

/// <summary>Answers for addresses below <c>/api</c> that there are none of: 404, or 405 where only the method is wrong.</summary>
internal static class UnknownAddress
{
    public static void MapUnknown(this IEndpointRouteBuilder app) => app.MapFallback("/api/{**path}", Answer).AllowAnybody();

    private static ApiError Answer(HttpContext context, EndpointDataSource endpoints)
    {
        var methods = MethodsOf(context.Request.Path, endpoints);

        // With the right method it was the address: a project that is no number.
        if (methods.Length == 0 || methods.Contains(context.Request.Method))
        {
            return ApiError.NotFound;
        }

        context.Response.Headers.Allow = string.Join(", ", methods);
        return ApiError.Detail(StatusCodes.Status405MethodNotAllowed, $"Method \"{context.Request.Method}\" not allowed.");
    }

    // A fallback that matches every method hides routing's own 405, so the routes are asked again without the method.
    private static string[] MethodsOf(PathString path, EndpointDataSource endpoints) =>
    [
        .. endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is not null && Matches(endpoint.RoutePattern, path))
            .SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    private static bool Matches(RoutePattern pattern, PathString path) =>
        pattern.RawText is { } text && text.StartsWith("/api/", StringComparison.Ordinal)
        && new TemplateMatcher(new RouteTemplate(pattern), []).TryMatch(path, []);
}
