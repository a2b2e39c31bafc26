using System.Net;
using DataExport.Tests.Support;
using DataExport.Web.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Accounts;

/// <summary>Signing in with a second factor.</summary>
public sealed class TwoFactorTests(MailServer server) : IClassFixture<MailServer>
{
    private const string SignIn = "/account/sign-in?returnUrl=%2Forganizations%2Facme%2Fdata-export%2Fabc";
    private const string ThePage = "/organizations/acme/data-export/abc";

    [Fact]
    public async Task SignIn_WithACode_LeadsToWhereThePersonWasGoing()
    {
        var (person, key, _) = await AddAsync();
        using var browser = new FormBrowser(server.Address);

        var first = await browser.SignInAsync(person.Email, AccountServer.Password, SignIn);
        Assert.StartsWith("/account/two-factor?", first.Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/security/password")).Status);
        var second = await browser.PostAsync(first.Location!, "second-factor", ("Input.Code", Totp.Code(key, steps: 1).Insert(3, " ")));

        Assert.Equal(ThePage, second.Location);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/security/password")).Status);
    }

    [Fact]
    public async Task SignIn_WithACodeThatWasUsed_IsRefused()
    {
        var (person, key, _) = await AddAsync();
        var code = Totp.Code(key, steps: 1);
        using var browser = new FormBrowser(server.Address);
        var first = await browser.SignInAsync(person.Email, AccountServer.Password, SignIn);
        Assert.Equal(ThePage, (await browser.PostAsync(first.Location!, "second-factor", ("Input.Code", code))).Location);
        using var thief = new FormBrowser(server.Address);
        await thief.SignInAsync(person.Email, AccountServer.Password, SignIn);

        var answer = await thief.PostAsync(first.Location!, "second-factor", ("Input.Code", code));

        Assert.Equal("That code is wrong, or was used already. Wait for the next one.", answer.Problem);
    }

    [Fact]
    public async Task SignIn_WithARecoveryCode_WorksOnce()
    {
        var (person, _, codes) = await AddAsync();
        Assert.Equal(10, codes.Distinct().Count());
        using var browser = new FormBrowser(server.Address);
        using var again = new FormBrowser(server.Address);
        var first = await browser.SignInAsync(person.Email, AccountServer.Password, SignIn);
        await again.SignInAsync(person.Email, AccountServer.Password, SignIn);

        var answer = await browser.PostAsync($"{first.Location}&recovery=true", "second-factor", ("Input.Code", codes[3].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)));
        var twice = await again.PostAsync($"{first.Location}&recovery=true", "second-factor", ("Input.Code", codes[3]));

        Assert.Equal(ThePage, answer.Location);
        Assert.Equal("That is not one of your recovery codes, or it was used already.", twice.Problem);
    }

    [Fact]
    public async Task SignIn_WithEachRecoveryCode_Works()
    {
        var (person, _, codes) = await AddAsync();
        foreach (var code in codes.Take(3))
        {
            using var browser = new FormBrowser(server.Address);
            var first = await browser.SignInAsync(person.Email, AccountServer.Password, SignIn);

            Assert.Equal(ThePage, (await browser.PostAsync($"{first.Location}&recovery=true", "second-factor", ("Input.Code", code))).Location);
        }
    }

    [Fact]
    public async Task SignIn_WithAnEarlierCodeInAnyForm_IsRefused()
    {
        var (person, key, _) = await AddAsync();
        var (one, two) = (Totp.Code(key, steps: 1), Totp.Code(key, steps: 2));
        Assert.Equal(ThePage, await TryAsync(one));
        Assert.Equal(ThePage, await TryAsync(two));

        foreach (var again in new[] { one, two, "0" + two, "+" + one })
        {
            Assert.Null(await TryAsync(again));
        }

        async Task<string?> TryAsync(string code)
        {
            using var browser = new FormBrowser(server.Address);
            var first = await browser.SignInAsync(person.Email, AccountServer.Password, SignIn);
            return (await browser.PostAsync(first.Location!, "second-factor", ("Input.Code", code))).Location;
        }
    }

    [Fact]
    public async Task SignIn_SeveralAtOnceWithOneCode_LetsOneIn()
    {
        var (person, key, _) = await AddAsync();
        var browsers = Enumerable.Range(0, 5).Select(_ => new FormBrowser(server.Address)).ToList();
        var page = "";
        foreach (var browser in browsers)
        {
            page = (await browser.SignInAsync(person.Email, AccountServer.Password, SignIn)).Location!;
        }

        var code = Totp.Code(key, steps: 1);
        var answers = await Task.WhenAll(browsers.Select(browser => browser.PostAsync(page, "second-factor", ("Input.Code", code))));
        browsers.ForEach(browser => browser.Dispose());

        Assert.Single(answers, answer => answer.Location == ThePage);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SignIn_ManyWrongCodesAtOnce_LooksAtFiveAndLocksTheAccount(bool recovery)
    {
        var (person, _, _) = await AddAsync();
        var browsers = Enumerable.Range(0, 12).Select(_ => new FormBrowser(server.Address)).ToList();
        var page = "";
        foreach (var browser in browsers)
        {
            page = (await browser.SignInAsync(person.Email, AccountServer.Password, SignIn)).Location + (recovery ? "&recovery=true" : "");
        }

        var answers = await Task.WhenAll(browsers.Select(browser => browser.PostAsync(page, "second-factor", ("Input.Code", recovery ? "AAAA-BBBB-CCCC" : "000000"))));
        browsers.ForEach(browser => browser.Dispose());

        Assert.NotNull((await server.UserAsync(person)).LockoutEnd);
        Assert.Equal(4, answers.Count(answer => answer.Problem!.StartsWith("That ", StringComparison.Ordinal)));
        Assert.Equal(8, answers.Count(answer => answer.Problem == "Too many wrong codes. Wait 10 minutes, then try again."));
    }

    [Fact]
    public async Task SignIn_RightCodeBehindTheWrongOneThatLocks_IsNotLookedAt()
    {
        var (person, key, _) = await AddAsync();
        using var browser = new FormBrowser(server.Address);
        using var other = new FormBrowser(server.Address);
        var page = (await browser.SignInAsync(person.Email, AccountServer.Password, SignIn)).Location!;
        var turn = await server.Services.GetRequiredService<CodeTurns>().EnterAsync(person.Id, CancellationToken.None);

        // While this one waits for its turn, others are counted.
        var answer = browser.PostAsync(page, "second-factor", ("Input.Code", Totp.Code(key, steps: 1)));
        for (var tries = 0; tries < 5; tries++)
        {
            await other.SignInAsync(person.Email, "a guess");
        }

        turn.Dispose();

        Assert.Equal("Too many wrong codes. Wait 10 minutes, then try again.", (await answer).Problem);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SignIn_ManyWrongCodes_LocksTheAccount(bool recovery)
    {
        var (person, key, codes) = await AddAsync();
        using var browser = new FormBrowser(server.Address);
        var first = await browser.SignInAsync(person.Email, AccountServer.Password, SignIn);
        var page = first.Location + (recovery ? "&recovery=true" : "");
        FormAnswer? answer = null;
        for (var tries = 0; tries < 5; tries++)
        {
            answer = await browser.PostAsync(page, "second-factor", ("Input.Code", recovery ? "AAAA-BBBB-CCCC" : "000000"));
        }

        Assert.Equal("Too many wrong codes. Wait 10 minutes, then try again.", answer!.Problem);
        var right = await browser.PostAsync(page, "second-factor", ("Input.Code", recovery ? codes[0] : Totp.Code(key, steps: 1)));
        Assert.Equal("Too many wrong codes. Wait 10 minutes, then try again.", right.Problem);
    }

    [Fact]
    public async Task SecondFactor_WithoutThePassword_LeadsToSignIn()
    {
        using var browser = new FormBrowser(server.Address);

        var answer = await browser.GetAsync("/account/two-factor?returnUrl=%2Fprojects");

        Assert.Equal("/account/sign-in?returnUrl=%2Fprojects", answer.Location);
    }

    [Fact]
    public async Task SecondFactor_ForeignReturnAddress_LeadsToTheStart()
    {
        var (person, key, _) = await AddAsync();
        using var browser = new FormBrowser(server.Address);
        await browser.SignInAsync(person.Email, AccountServer.Password, SignIn);

        var answer = await browser.PostAsync("/account/two-factor?returnUrl=%2F%2Fevil.example", "second-factor", ("Input.Code", Totp.Code(key, steps: 1)));

        Assert.Equal("/", answer.Location);
    }

    [Fact]
    public async Task TurnOn_WrongCode_ShowsTheSameKeyAgainAndTurnsNothingOn()
    {
        var person = await server.AddWithPasswordAsync();
        using var browser = await SignedInAsync(person);
        var key = new string('A', 32);

        var answer = await browser.PostAsync("/security/two-factor", "two-factor", ("Input.Key", key), ("Input.Code", Totp.Code(key, steps: 100)));

        Assert.NotNull(answer.Problem);
        Assert.Contains($"value=\"{key}\"", answer.Text, StringComparison.Ordinal);
        Assert.False((await server.UserAsync(person)).TwoFactorEnabled);
    }

    [Fact]
    public async Task TurnOff_AsksForThePasswordAndForgetsTheKey()
    {
        var person = await server.AddWithPasswordAsync();
        using var browser = await SignedInAsync(person);
        await browser.TurnTwoFactorOnAsync();

        var wrong = await browser.PostAsync("/security/two-factor/off", "two-factor-off", ("Input.Password", "a guess"));
        Assert.Equal("That is not your password.", wrong.Problem);
        Assert.True((await server.UserAsync(person)).TwoFactorEnabled);
        var right = await browser.PostAsync("/security/two-factor/off", "two-factor-off", ("Input.Password", AccountServer.Password));

        Assert.Equal("/settings/security?done=two-factor-off", right.Location);
        Assert.False((await server.UserAsync(person)).TwoFactorEnabled);
        Assert.DoesNotContain("AuthenticatorKey", await StoredAsync(person), StringComparison.Ordinal);
        Assert.DoesNotContain("RecoveryCodes", await StoredAsync(person), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/security/password")).Status);
    }

    [Fact]
    public async Task RecoveryCodes_MadeAnew_ReplaceTheOldOnes()
    {
        var person = await server.AddWithPasswordAsync();
        using var browser = await SignedInAsync(person);
        var (_, codes) = await browser.TurnTwoFactorOnAsync();

        var fresh = (await browser.PostAsync("/security/recovery-codes", "recovery-codes", ("Input.Password", AccountServer.Password))).Items;

        Assert.Equal(10, fresh.Except(codes).Count());
        using var other = new FormBrowser(server.Address);
        var first = await other.SignInAsync(person.Email, AccountServer.Password, SignIn);
        Assert.NotNull((await other.PostAsync($"{first.Location}&recovery=true", "second-factor", ("Input.Code", codes[0]))).Problem);
        Assert.Equal(ThePage, (await other.PostAsync($"{first.Location}&recovery=true", "second-factor", ("Input.Code", fresh[0]))).Location);
    }

    [Fact]
    public async Task Database_OfSomebodyWithCodes_HoldsNoneOfThem()
    {
        var (person, _, codes) = await AddAsync();

        var stored = await StoredAsync(person);

        Assert.Contains("RecoveryCodes", stored, StringComparison.Ordinal);
        Assert.DoesNotContain(codes, code => stored.Contains(code, StringComparison.OrdinalIgnoreCase) || stored.Contains(code.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
    }

    private Task<string> StoredAsync(Person person) => server.WithDatabaseAsync(async database =>
        string.Join('\n', (await database.UserTokens.Where(row => row.UserId == person.Id).ToListAsync()).Select(row => $"{row.Name}={row.Value}")));

    private async Task<(Person Person, string Key, string[] Codes)> AddAsync()
    {
        var person = await server.AddWithPasswordAsync();
        using var browser = await SignedInAsync(person);
        var (key, codes) = await browser.TurnTwoFactorOnAsync();
        Assert.True((await server.UserAsync(person)).TwoFactorEnabled);
        return (person, key, codes);
    }

    private async Task<FormBrowser> SignedInAsync(Person person)
    {
        var browser = new FormBrowser(server.Address);
        Assert.Equal("/", (await browser.SignInAsync(person.Email, AccountServer.Password)).Location);
        return browser;
    }
}
