using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace DataExport.Web.Accounts;

/// <summary>What a caller without the right to be there gets: pages lead to the sign-in page, the REST API says it in JSON.</summary>
internal static class CookieAnswers
{
    private const string NoCredentials = "Authentication credentials were not provided.";
    private const string NoPermission = "You do not have permission to perform this action.";

    public static Task ToSignIn(RedirectContext<CookieAuthenticationOptions> context) =>
        AnswerAsync(context, StatusCodes.Status401Unauthorized, NoCredentials);

    public static Task ToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) =>
        AnswerAsync(context, StatusCodes.Status403Forbidden, NoPermission);

    private static Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> context, int status, string detail)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsJsonAsync(new { detail }, context.HttpContext.RequestAborted);
        }

        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
