using System.Globalization;
using DataExport.Web.Api.Errors;

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

    /// <summary>400: <c>per_page</c> is wrong.</summary>
    public static ApiError InvalidPerPage { get; } = ApiError.BadRequest($"Invalid per_page value. Must be between 1 and {MaxTake}.");

    /// <summary>400: <c>cursor</c> is none that an answer gave.</summary>
    public static ApiError InvalidCursor { get; } = ApiError.BadRequest("Invalid cursor parameter.");

    /// <summary>Reads both parameters, or says which is wrong.</summary>
    public static (Paging? Paging, ApiError? Error) Read(HttpRequest request)
    {
        if (ReadTake(request) is not { } take)
        {
            return (null, InvalidPerPage);
        }

        if (!request.Query.TryGetValue(CursorName, out var cursor))
        {
            return (new Paging(0, take), null);
        }

        return ParseCursor(cursor) is { } skip ? (new Paging(skip, take), null) : (null, InvalidCursor);
    }

    /// <summary>Reads <c>per_page</c>; null when it is wrong.</summary>
    public static int? ReadTake(HttpRequest request) =>
        !request.Query.TryGetValue(PerPageName, out var perPage) ? DefaultTake
        : int.TryParse(perPage, NumberStyles.None, CultureInfo.InvariantCulture, out var take) && take is >= 1 and <= MaxTake ? take
        : null;

    /// <summary>Sends the header <c>Link</c> (RFC 8288) with the pages before and after this one.</summary>
    /// <param name="context">The request and its answer.</param>
    /// <param name="total">Items on all pages.</param>
    public void SendLinks(HttpContext context, int total) =>
        PageLinks.Send(context, ($"0:{Math.Max(0, Skip - Take)}:1", Skip > 0), ($"0:{Skip + Take}:0", Skip + Take < total));

    /// <summary>This page of a list that is at hand as a whole.</summary>
    public IEnumerable<T> Of<T>(IReadOnlyList<T> items) => items.Skip(Skip).Take(Take);

    // "0:25:0", as in the reference system: value, offset, whether it leads backwards.
    private static int? ParseCursor(string? cursor) =>
        cursor?.Split(':') is [_, var offset, "0" or "1"]
        && int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var skip) && skip <= int.MaxValue - MaxTake
            ? skip
            : null;
}
