using Microsoft.AspNetCore.Http.Extensions;

namespace DataExport.Web.Api.Lists;

/// <summary>The header <c>Link</c> (RFC 8288) of a list, with the pages before and after the one that is sent.</summary>
internal static class PageLinks
{
    /// <summary>Sends the header.</summary>
    /// <param name="context">The request and its answer.</param>
    /// <param name="previous">The cursor of the page before, and whether there is one.</param>
    /// <param name="next">The cursor of the page after, and whether there is one.</param>
    public static void Send(HttpContext context, (string Cursor, bool Results) previous, (string Cursor, bool Results) next) =>
        context.Response.Headers.Link = $"{Link(context.Request, "previous", previous)}, {Link(context.Request, "next", next)}";

    private static string Link(HttpRequest request, string relation, (string Cursor, bool Results) page)
    {
        var query = new QueryBuilder(request.Query.Where(pair => pair.Key != Paging.CursorName)) { { Paging.CursorName, page.Cursor } };
        var address = UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, request.Path, query.ToQueryString());
        return $"<{address}>; rel=\"{relation}\"; results=\"{(page.Results ? "true" : "false")}\"; cursor=\"{page.Cursor}\"";
    }
}
