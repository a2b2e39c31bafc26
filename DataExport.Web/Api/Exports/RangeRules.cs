using Microsoft.Net.Http.Headers;

namespace DataExport.Web.Api.Exports;

/// <summary>Takes away a <c>Range</c> that does not count (RFC 9110 §13.1.5 and §14.2), where the framework would follow it.</summary>
internal static class RangeRules
{
    private const string Unit = "bytes=";

    /// <summary>
    /// Only GET has ranges; another unit than bytes is ignored; and a date in <c>If-Range</c> matches nothing, for the answers
    /// have no <c>Last-Modified</c>.
    /// </summary>
    public static void Apply(HttpRequest request)
    {
        var range = request.Headers.Range.ToString();
        var condition = request.Headers.IfRange.ToString();
        var byDate = condition.Length > 0 && !EntityTagHeaderValue.TryParse(condition, out _);
        if (range.Length > 0 && (!HttpMethods.IsGet(request.Method) || byDate || !range.StartsWith(Unit, StringComparison.OrdinalIgnoreCase)))
        {
            request.Headers.Remove(HeaderNames.Range);
        }
    }
}
