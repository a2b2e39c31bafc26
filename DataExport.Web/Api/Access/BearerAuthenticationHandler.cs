using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using DataExport.Core.Users;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace DataExport.Web.Api.Access;

/// <summary>Knows a caller by an API token.</summary>
internal sealed class BearerAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerToken.Read(Request) is not { } text)
        {
            return AuthenticateResult.NoResult();
        }

        var caller = await tokens.AuthenticateAsync(text, Context.RequestAborted);
        if (caller is null)
        {
            return AuthenticateResult.Fail("Invalid token");
        }

        Context.Features.Set(new ApiCaller(caller));
        var id = new Claim(ClaimTypes.NameIdentifier, caller.UserId.ToString(CultureInfo.InvariantCulture));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([id], Scheme.Name)), Scheme.Name));
    }
}
