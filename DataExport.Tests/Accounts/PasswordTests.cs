using System.Net;
using System.Text.RegularExpressions;
using DataExport.Core.Auditing;
using DataExport.Core.Mail;
using DataExport.Core.Users;
using DataExport.Tests.Support;
using DataExport.Web.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Accounts;

/// <summary>Changing a password, and choosing another by a mailed link.</summary>
public sealed partial class PasswordTests(MailServer server) : IClassFixture<MailServer>
{
    private const string Change = "/security/password";
    private const string Forgotten = "/account/forgotten-password";
    private const string Another = "quite another password";

    [Fact]
    public async Task Change_WithTheOldOne_KeepsThisSessionAndEndsTheOthers()
    {
        var person = await server.AddWithPasswordAsync();
        var stamp = (await server.UserAsync(person)).SecurityStamp;
        using var browser = await SignedInAsync(person);

        var answer = await browser.PostAsync(Change, "password", ("Input.Old", AccountServer.Password), ("Input.New", Another));

        Assert.Equal("/settings/security?done=password", answer.Location);
        Assert.NotEqual(stamp, (await server.UserAsync(person)).SecurityStamp);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(Change)).Status);
        using var other = new FormBrowser(server.Address);
        Assert.NotNull((await other.SignInAsync(person.Email, AccountServer.Password)).Problem);
        Assert.Equal("/", (await other.SignInAsync(person.Email, Another)).Location);
    }

    [Fact]
    public async Task Request_ByAnybody_WakesWhoSendsMails()
    {
        await using var scope = server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        var outbox = ActivatorUtilities.CreateInstance<Outbox>(scope.ServiceProvider);
        var resets = ActivatorUtilities.CreateInstance<PasswordResets>(scope.ServiceProvider, outbox);

        await resets.RequestAsync("nobody@example.com", CancellationToken.None);

        await outbox.WaitAsync(TimeSpan.FromDays(1), CancellationToken.None).WaitAsync(Eventually.Deadline);
    }

    [Theory]
    [InlineData("not the password", Another, "That is not your password.")]
    [InlineData(AccountServer.Password, AccountServer.Password, "That is the password you have. Choose another one.")]
    public async Task Change_Refused_SaysWhyAndChangesNothing(string old, string wanted, string problem)
    {
        var person = await server.AddWithPasswordAsync();
        var before = (await server.UserAsync(person)).PasswordHash;
        using var browser = await SignedInAsync(person);

        var answer = await browser.PostAsync(Change, "password", ("Input.Old", old), ("Input.New", wanted));

        Assert.Equal(problem, answer.Problem);
        Assert.Equal(before, (await server.UserAsync(person)).PasswordHash);
    }

    [Fact]
    public async Task Change_TooShort_IsRefusedByTheForm()
    {
        var person = await server.AddWithPasswordAsync();
        using var browser = await SignedInAsync(person);

        var answer = await browser.PostAsync(Change, "password", ("Input.Old", AccountServer.Password), ("Input.New", "1234567"));

        Assert.Contains("Use at least 8 characters.", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_ManyWrongOnes_LocksTheAccount()
    {
        var person = await server.AddWithPasswordAsync();
        using var browser = await SignedInAsync(person);
        FormAnswer? answer = null;
        for (var tries = 0; tries < 5; tries++)
        {
            answer = await browser.PostAsync(Change, "password", ("Input.Old", $"guess {tries}"), ("Input.New", Another));
        }

        Assert.Equal("Too many wrong passwords. Wait 10 minutes, then try again.", answer!.Problem);
        Assert.NotNull((await server.UserAsync(person)).LockoutEnd);
    }

    [Fact]
    public async Task Forgotten_KnownAndUnknownAddress_AreToldTheSame()
    {
        var person = await server.AddWithPasswordAsync();
        using var browser = new FormBrowser(server.Address);

        var known = await browser.PostAsync(Forgotten, "forgotten-password", ("Input.Email", person.Email));
        var unknown = await browser.PostAsync(Forgotten, "forgotten-password", ("Input.Email", "nobody@example.com"));

        Assert.Contains("Look into your mail", known.Text, StringComparison.Ordinal);
        Assert.Equal(Sealed().Replace(known.Text, ""), Sealed().Replace(unknown.Text, ""));
        Assert.Equal(1, await server.MailsAsync(MailKind.PasswordReset, person.Id));
        Assert.DoesNotContain(server.Mailer.Sent, mail => mail.To == "nobody@example.com");
    }

    [Fact]
    public async Task Forgotten_KnownAndUnknownAddress_WriteTheSameRow()
    {
        var person = await server.AddWithPasswordAsync();
        using var browser = new FormBrowser(server.Address);

        foreach (var email in new[] { person.Email, "nobody@example.com" })
        {
            var before = await AskedAsync();
            await browser.PostAsync(Forgotten, "forgotten-password", ("Input.Email", email));

            var entry = Assert.Single((await AskedAsync()).Except(before));
            Assert.Equal((email == person.Email ? person.Id : null, "127.0.0.1"), (entry.UserId, entry.Address));
        }

        Task<List<(long Id, int? UserId, string? Address)>> AskedAsync() => server.WithDatabaseAsync(async database =>
            (await database.AuditEntries.AsNoTracking().Where(row => row.Action == AuditAction.PasswordAskedFor).ToListAsync())
            .ConvertAll(row => (row.Id, row.UserId, row.Address)));
    }

    [Fact]
    public async Task WrongPasswords_AtOnce_AreAllCounted()
    {
        var person = await server.AddWithPasswordAsync();
        var scopes = Enumerable.Range(0, 4).Select(_ => server.Services.CreateAsyncScope()).ToList();
        var tries = new List<(UserManager<ApplicationUser> Users, ApplicationUser User)>();
        foreach (var scope in scopes)
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>();
            tries.Add((users, (await users.FindByEmailAsync(person.Email))!));
        }

        await Task.WhenAll(tries.Select(row => row.Users.AccessFailedAsync(row.User)));
        await Task.WhenAll(scopes.Select(scope => scope.DisposeAsync().AsTask()));

        Assert.Equal(4, (await server.UserAsync(person)).AccessFailedCount);
    }

    [Fact]
    public async Task Reset_ByTheLink_WorksOnceAndOpensALockedAccount()
    {
        var person = await server.AddWithPasswordAsync();
        using var browser = new FormBrowser(server.Address);
        for (var tries = 0; tries < 5; tries++)
        {
            await browser.SignInAsync(person.Email, "a guess");
        }

        await browser.PostAsync(Forgotten, "forgotten-password", ("Input.Email", person.Email.ToUpperInvariant()));
        var link = await server.LinkAsync(person.Email);

        var answer = await browser.PostAsync(link, "reset-password", ("Input.Password", Another));

        Assert.Equal("/account/sign-in?notice=password-set", answer.Location);
        Assert.Equal("/", (await browser.SignInAsync(person.Email, Another)).Location);
        Assert.Contains("This link does not work any more", (await browser.GetAsync(link)).Text, StringComparison.Ordinal);
        var again = await browser.PostAsync(link, "reset-password", ("Input.Password", "yet another one"));
        Assert.NotEqual(HttpStatusCode.Redirect, again.Status);
        using var later = new FormBrowser(server.Address);
        Assert.Equal("/", (await later.SignInAsync(person.Email, Another)).Location);
    }

    [Fact]
    public async Task Reset_OfAnAccountThatAnAdministratorLocked_LeavesItLocked()
    {
        var person = await server.AddWithPasswordAsync();
        await server.WithDatabaseAsync(database => database.WriteAsync(
            () => database.Users.Where(row => row.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LockoutEnd, DateTimeOffset.MaxValue)), CancellationToken.None));
        using var browser = new FormBrowser(server.Address);
        await browser.PostAsync(Forgotten, "forgotten-password", ("Input.Email", person.Email));

        await browser.PostAsync(await server.LinkAsync(person.Email), "reset-password", ("Input.Password", Another));

        Assert.Null((await browser.SignInAsync(person.Email, Another)).Location);
        Assert.Equal(DateTimeOffset.MaxValue, (await server.UserAsync(person)).LockoutEnd);
    }

    [Fact]
    public async Task Everything_ThatIsDoneToAnAccount_IsWrittenDown()
    {
        var person = await server.AddWithPasswordAsync();
        using var browser = await SignedInAsync(person);
        await browser.PostAsync(Change, "password", ("Input.Old", AccountServer.Password), ("Input.New", Another));
        var (_, codes) = await browser.TurnTwoFactorOnAsync();
        using var other = new FormBrowser(server.Address);
        var step = (await other.SignInAsync(person.Email, Another)).Location!;
        await other.PostAsync(step, "second-factor", ("Input.Code", "000000"));
        await other.PostAsync($"{step}&recovery=true", "second-factor", ("Input.Code", codes[0]));
        await other.PostAsync("/security/two-factor/off", "two-factor-off", ("Input.Password", Another));

        var entries = await server.WithDatabaseAsync(database => database.AuditEntries.Where(row => row.UserId == person.Id && row.Address != null).OrderBy(row => row.Id).ToListAsync());

        Assert.Equal(
            ["SignedIn ", "PasswordChanged ", "TwoFactorTurnedOn ", "SignInFailed wrong code", "SignedIn with a recovery code", "TwoFactorTurnedOff "],
            entries.Select(row => $"{row.Action} {row.Detail}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?id=1")]
    [InlineData("?id=1&token=nonsense")]
    [InlineData("?id=x&token=%00")]
    [InlineData("?id=99999999999999999999&token=a")]
    public async Task Reset_LinkOfNobody_SaysSo(string query)
    {
        using var browser = new FormBrowser(server.Address);

        var answer = await browser.GetAsync($"/account/reset-password{query}");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("This link does not work any more", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_LinkOfAnother_IsForThatPersonOnly()
    {
        var (person, other) = (await server.AddWithPasswordAsync(), await server.AddWithPasswordAsync());
        using var browser = new FormBrowser(server.Address);
        await browser.PostAsync(Forgotten, "forgotten-password", ("Input.Email", person.Email));
        var link = await server.LinkAsync(person.Email);

        var answer = await browser.GetAsync(link.Replace($"id={person.Id}&", $"id={other.Id}&", StringComparison.Ordinal));

        Assert.Contains("This link does not work any more", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forgotten_ManyTimes_SendsThreeMailsAnHour()
    {
        var person = await server.AddWithPasswordAsync();
        using var browser = new FormBrowser(server.Address);

        for (var tries = 0; tries < 5; tries++)
        {
            await browser.PostAsync(Forgotten, "forgotten-password", ("Input.Email", person.Email));
        }

        Assert.Equal(3, await server.MailsAsync(MailKind.PasswordReset, person.Id));
    }

    private async Task<FormBrowser> SignedInAsync(Person person)
    {
        var browser = new FormBrowser(server.Address);
        Assert.Equal("/", (await browser.SignInAsync(person.Email, AccountServer.Password)).Location);
        return browser;
    }

    // What data protection seals is another each time.
    [GeneratedRegex("CfDJ8[A-Za-z0-9+/=_-]+")]
    private static partial Regex Sealed();
}
