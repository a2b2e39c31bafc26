using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace DataExport.Web.Accounts;

/// <summary>
/// What a person without the right to be on a page gets: who is not signed in, a redirect, also for a script's request, which ASP.NET Core
/// would answer 401; others what they get everywhere for what is not theirs to see, 404. The REST API has answers of its own, see <see cref="Api.Access.ApiGate"/>.
/// </summary>
internal static class CookieAnswers
{
    public static Task Redirect(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    public static Task NotFound(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
