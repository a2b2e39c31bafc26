using System.Globalization;
using DataExport.Web.Api.Errors;
using Microsoft.AspNetCore.Http.Extensions;

namespace DataExport.Web.Api.Lists;

/// <summary>One page of a list: <c>per_page</c> (25, at most 100) and <c>cursor</c>, a place as the last answer's <c>Link</c> header gave it.</summary>
/// <param name="Skip">Items before it.</param>
/// <param name="Take">Items on it, at most.</param>
internal sealed record Paging(int Skip, int Take)
{
    /// <summary>The query parameter that says where.</summary>
    public const string CursorName = "cursor";

    /// <summary>The query parameter that says how many.</summary>
    public const string PerPageName = "per_page";

    private const int DefaultTake = 25;
    private const int MaxTake = 100;

    /// <summary>Reads both parameters, or says which is wrong.</summary>
    public static (Paging? Paging, ApiError? Error) Read(HttpRequest request)
    {
        var take = DefaultTake;
        if (request.Query.TryGetValue(PerPageName, out var perPage)
            && (!int.TryParse(perPage, NumberStyles.None, CultureInfo.InvariantCulture, out take) || take is < 1 or > MaxTake))
        {
            return (null, ApiError.BadRequest($"Invalid per_page value. Must be between 1 and {MaxTake}."));
        }

        if (!request.Query.TryGetValue(CursorName, out var cursor))
        {
            return (new Paging(0, take), null);
        }

        return ParseCursor(cursor) is { } skip
            ? (new Paging(skip, take), null)
            : (null, ApiError.BadRequest("Invalid cursor parameter."));
    }

    /// <summary>Sends the header <c>Link</c> (RFC 8288) with the pages before and after this one.</summary>
    /// <param name="context">The request and its answer.</param>
    /// <param name="total">Items on all pages.</param>
    public void SendLinks(HttpContext context, int total)
    {
        var previous = Link(context.Request, "previous", Skip > 0, $"0:{Math.Max(0, Skip - Take)}:1");
        var next = Link(context.Request, "next", Skip + Take < total, $"0:{Skip + Take}:0");
        context.Response.Headers.Link = $"{previous}, {next}";
    }

    /// <summary>This page of a list that is at hand as a whole.</summary>
    public IEnumerable<T> Of<T>(IReadOnlyList<T> items) => items.Skip(Skip).Take(Take);

    // "0:25:0", as in the reference system: value, offset, whether it leads backwards.
    private static int? ParseCursor(string? cursor) =>
        cursor?.Split(':') is [_, var offset, "0" or "1"]
        && int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var skip) && skip <= int.MaxValue - MaxTake
            ? skip
            : null;

    private static string Link(HttpRequest request, string relation, bool results, string cursor)
    {
        var query = new QueryBuilder(request.Query.Where(pair => pair.Key != CursorName)) { { CursorName, cursor } };
        var address = UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, request.Path, query.ToQueryString());
        return $"<{address}>; rel=\"{relation}\"; results=\"{(results ? "true" : "false")}\"; cursor=\"{cursor}\"";
    }
}
