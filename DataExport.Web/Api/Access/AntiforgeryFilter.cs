using DataExport.Web.Api.Errors;
using Microsoft.AspNetCore.Antiforgery;

namespace DataExport.Web.Api.Access;

/// <summary>
/// A cookie alone cannot write: the browser sends it whichever site asks it to. A call by session that is not a read needs the
/// antiforgery token, which another site cannot know; a bearer token no browser sends by itself.
/// </summary>
internal sealed class AntiforgeryFilter(IAntiforgery antiforgery) : IEndpointFilter
{
    private const string TokenHeader = "RequestVerificationToken";

    private static readonly ApiError Missing = ApiError.Detail(
        StatusCodes.Status403Forbidden, $"A change by session needs the antiforgery token in the header {TokenHeader}.");

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var refused = !IsRead(http.Request.Method) && !BearerToken.IsIn(http.Request) && !await IsGenuineAsync(http);
        return refused ? Missing : await next(context);
    }

    // Without the header the framework would look for the token in the form, and for that read an upload of any size.
    private async Task<bool> IsGenuineAsync(HttpContext http) =>
        http.Request.Headers.ContainsKey(TokenHeader) && await antiforgery.IsRequestValidAsync(http);

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
