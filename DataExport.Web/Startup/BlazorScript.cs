using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace DataExport.Web.Startup;

/// <summary>
/// Serves <c>blazor.web.js</c> out of this assembly, where <c>build/BlazorScript.targets</c> put it; see there for why, and for
/// when this class can go. Maps nothing when the official asset is in use.
/// </summary>
public static class BlazorScript
{
    private const string Resource = "_framework/blazor.web.js";

    /// <summary>Maps the script's address.</summary>
    public static IEndpointRouteBuilder MapBlazorScript(this IEndpointRouteBuilder endpoints)
    {
        using var resource = typeof(BlazorScript).Assembly.GetManifestResourceStream(Resource);
        if (resource is not null)
        {
            var script = new byte[resource.Length];
            resource.ReadExactly(script);
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(script).AsSpan(0, 16))}\"");
            endpoints.MapMethods(Resource, [HttpMethods.Get, HttpMethods.Head], (HttpContext context) => Serve(context, script, tag));
        }

        return endpoints;
    }

    private static FileContentHttpResult Serve(HttpContext context, byte[] script, EntityTagHeaderValue tag)
    {
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(script, "text/javascript; charset=utf-8", entityTag: tag);
    }
}
