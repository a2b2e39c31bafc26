using DataExport.Web.Api.Errors;

namespace DataExport.Web.Api.Lists;

/// <summary>Refuses query parameters that an endpoint does not know, so that a misspelt filter is not taken for a broad one.</summary>
internal static class AllowedQuery
{
    /// <summary>Names the query parameters that the endpoint knows; another one is a 400 that lists them.</summary>
    public static RouteHandlerBuilder AllowQuery(this RouteHandlerBuilder builder, params string[] names)
    {
        var allowed = names.Order(StringComparer.Ordinal).ToArray();
        return builder.AddEndpointFilter((context, next) =>
        {
            var unknown = context.HttpContext.Request.Query.Keys.FirstOrDefault(key => !allowed.Contains(key));
            return unknown is null
                ? next(context)
                : ValueTask.FromResult<object?>(ApiError.BadRequest(
                    $"Unknown query parameter '{unknown}'. Allowed: {string.Join(", ", allowed)}."));
        });
    }
}
