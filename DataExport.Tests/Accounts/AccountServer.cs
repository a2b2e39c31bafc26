using System.Text.RegularExpressions;
using DataExport.Core.Mail;
using DataExport.Core.Users;
using DataExport.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Accounts;

/// <summary>What tests of accounts do past the pages.</summary>
internal static partial class AccountServer
{
    /// <summary>The password of <see cref="AddWithPasswordAsync"/>.</summary>
    public const string Password = "a password of the tests";

    /// <summary>A person who signs in with <see cref="Password"/>.</summary>
    public static async Task<Person> AddWithPasswordAsync(this ServerFixture server)
    {
        var person = await server.People.AddAsync();
        await SetPasswordAsync(server, person);
        return person;
    }

    /// <summary>Lets a person sign in with <see cref="Password"/>.</summary>
    public static async Task SetPasswordAsync(this ServerFixture server, Person person)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>();
        var user = (await users.FindByEmailAsync(person.Email))!;
        Assert.True((await users.AddPasswordAsync(user, Password)).Succeeded);
        Assert.True((await users.SetLockoutEnabledAsync(user, enabled: true)).Succeeded);
    }

    /// <summary>The person as stored.</summary>
    public static Task<ApplicationUser> UserAsync(this ServerFixture server, Person person) =>
        server.WithDatabaseAsync(database => database.Users.AsNoTracking().SingleAsync(row => row.Id == person.Id));

    /// <summary>The address in the newest of that many mails to somebody, from the slash on.</summary>
    public static async Task<string> LinkAsync(this MailServer server, string email, int mails = 1)
    {
        var sent = await Eventually.GetAsync(
            () => Task.FromResult(server.Mailer.Sent.Where(mail => mail.To == email).ToArray()), found => found.Length >= mails, $"{email} gets {mails} mails");
        var link = Link().Match(sent[^1].Text).Groups[1].Value;
        Assert.NotEmpty(link);
        return link;
    }

    /// <summary>How many mails of a kind are owed or were sent to a person.</summary>
    public static Task<int> MailsAsync(this ServerFixture server, MailKind kind, int userId) =>
        server.WithDatabaseAsync(database => database.OutboxMails.CountAsync(row => row.Kind == kind && row.UserId == userId));

    /// <summary>Turns the second factor on as a person does; returns the key and the recovery codes.</summary>
    public static async Task<(string Key, string[] Codes)> TurnTwoFactorOnAsync(this FormBrowser browser)
    {
        var key = Key().Match((await browser.GetAsync("/security/two-factor")).Text).Groups[1].Value;
        var page = await browser.PostAsync("/security/two-factor", "two-factor", ("Input.Key", key), ("Input.Code", Totp.Code(key)));
        return (key, page.Items);
    }

    [GeneratedRegex(@"https://exports\.example\.com(/\S+)")]
    private static partial Regex Link();

    [GeneratedRegex("name=\"Input.Key\" value=\"([A-Z2-7]+)\"")]
    private static partial Regex Key();
}
