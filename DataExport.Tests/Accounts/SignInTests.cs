using System.Net;
using System.Text.RegularExpressions;
using DataExport.Core.Auditing;
using DataExport.Tests.Support;
using DataExport.Web.Accounts;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Tests.Accounts;

/// <summary>Signing in as a browser without scripts does it.</summary>
public sealed partial class SignInTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string SignIn = "/account/sign-in";

    [Fact]
    public async Task Post_RightPassword_LeadsToWhereThePersonWasGoing()
    {
        using var browser = Browser();

        using var answer = await PostAsync(browser, $"{SignIn}?returnUrl=%2Fprojects", ServerFixture.OwnerEmail, ServerFixture.OwnerPassword);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/projects", answer.Headers.Location!.IsAbsoluteUri ? answer.Headers.Location.PathAndQuery : answer.Headers.Location.OriginalString);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith("dataexport-session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Post_UnknownPersonAndWrongPassword_AreToldTheSame()
    {
        using var browser = Browser();
        var texts = new List<string>();
        foreach (var email in new[] { "nobody@example.com", ServerFixture.OwnerEmail })
        {
            using var answer = await PostAsync(browser, SignIn, email, "not the password");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            texts.Add(Problem().Match(await answer.Content.ReadAsStringAsync()).Groups[1].Value);
        }

        Assert.Equal("That e-mail address and password do not go together.", texts[0]);
        Assert.Equal(texts[0], texts[1]);
    }

    [Fact]
    public async Task Post_ToAnAccountThatAnAdminLocked_TellsOnlyWhoKnowsThePassword()
    {
        var person = await server.AddWithPasswordAsync();
        await server.WithDatabaseAsync(database => database.Users.Where(row => row.Id == person.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(user => user.LockoutEnd, DataExport.Core.Users.ApplicationUser.LockedByAdmin)));
        using var browser = new FormBrowser(server.Address);

        Assert.Equal("An administrator locked this account. Ask whoever runs this instance.", (await browser.SignInAsync(person.Email, AccountServer.Password)).Problem);
        Assert.Equal("That e-mail address and password do not go together.", (await browser.SignInAsync(person.Email, "not the password")).Problem);
    }

    [Fact]
    public async Task Post_ToAnAccountThatAnAdminLocked_CannotBeGuessedAtForLong()
    {
        var person = await server.AddWithPasswordAsync();
        await server.WithDatabaseAsync(database => database.Users.Where(row => row.Id == person.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(user => user.LockoutEnd, DataExport.Core.Users.ApplicationUser.LockedByAdmin)));
        using var browser = new FormBrowser(server.Address);
        for (var number = 1; number < AccountRules.WrongPasswordsUntilLocked; number++)
        {
            await browser.SignInAsync(person.Email, "not the password");
        }

        Assert.StartsWith("Too many wrong passwords.", (await browser.SignInAsync(person.Email, "not the password")).Problem, StringComparison.Ordinal);
        Assert.StartsWith("Too many wrong passwords.", (await browser.SignInAsync(person.Email, AccountServer.Password)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_EachOutcome_IsInTheAuditLogWithoutWhatWasTyped()
    {
        using var browser = Browser();
        const string Typed = "canary-of-the-audit-log";
        var owner = await server.WithDatabaseAsync(database => database.Users.Where(row => row.Email == ServerFixture.OwnerEmail).Select(row => row.Id).SingleAsync());
        var last = await server.WithDatabaseAsync(database => database.AuditEntries.MaxAsync(row => row.Id));

        using var unknown = await PostAsync(browser, SignIn, $"{Typed}@example.com", Typed);
        using var wrong = await PostAsync(browser, SignIn, ServerFixture.OwnerEmail, Typed);
        using var right = await PostAsync(browser, SignIn, ServerFixture.OwnerEmail, ServerFixture.OwnerPassword);

        var entries = await server.WithDatabaseAsync(database => database.AuditEntries.Where(row => row.Id > last && row.Address != null).OrderBy(row => row.Id).ToListAsync());
        Assert.Equal(
            [(AuditAction.SignInFailed, (int?)null, "unknown account"), (AuditAction.SignInFailed, owner, "wrong password"), (AuditAction.SignedIn, owner, null)],
            entries.Select(row => (row.Action, row.UserId, row.Detail)));
        Assert.DoesNotContain(entries, row => $"{row.SubjectId} {row.SubjectName} {row.Detail}".Contains(Typed, StringComparison.Ordinal));
        Assert.All(entries, row => Assert.Equal("127.0.0.1", row.Address));
    }

    [Fact]
    public async Task Post_WithoutAntiforgeryToken_IsRefused()
    {
        using var browser = Browser();
        using var form = new FormUrlEncodedContent([new("_handler", "sign-in"), new("Input.Email", ServerFixture.OwnerEmail), new("Input.Password", ServerFixture.OwnerPassword)]);

        using var answer = await browser.PostAsync(SignIn, form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Get_PageWithoutSession_LeadsToSignInAndBack()
    {
        using var browser = Browser();

        using var answer = await browser.GetAsync("/organizations/acme/exports?state=queued");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.EndsWith("/account/sign-in?returnUrl=%2Forganizations%2Facme%2Fexports%3Fstate%3Dqueued", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_OrganizationOfOthers_Is404()
    {
        using var browser = Browser();
        using var signedIn = await PostAsync(browser, SignIn, ServerFixture.OwnerEmail, ServerFixture.OwnerPassword);

        using var own = await browser.GetAsync("/organizations/acme/exports");
        using var unknown = await browser.GetAsync("/organizations/nobodys/exports");

        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Get_AnyPage_HasTheSecurityHeaders()
    {
        using var browser = Browser();

        using var answer = await browser.GetAsync(SignIn);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.OK)]
    public async Task Post_CircuitNegotiation_TakesItsOwnOriginOnly(string? origin, HttpStatusCode expected)
    {
        using var browser = Browser();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", origin ?? server.Address.GetLeftPart(UriPartial.Authority));

        using var answer = await browser.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string address, string email, string password)
    {
        var page = await browser.GetStringAsync(address);
        using var form = new FormUrlEncodedContent(
        [
            new("_handler", "sign-in"),
            new("__RequestVerificationToken", Antiforgery().Match(page).Groups[1].Value),
            new("Input.Email", email),
            new("Input.Password", password),
        ]);
        return await browser.PostAsync(address, form);
    }

    private HttpClient Browser() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = server.Address };

    [GeneratedRegex("__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Antiforgery();

    [GeneratedRegex("role=\"alert\">([^<]+)<")]
    private static partial Regex Problem();
}
