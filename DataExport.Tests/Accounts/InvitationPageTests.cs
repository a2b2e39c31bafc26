using System.Net;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Accounts;

/// <summary>Taking an invitation by its link.</summary>
public sealed class InvitationPageTests(MailServer server) : IClassFixture<MailServer>
{
    [Fact]
    public async Task Join_NewPerson_MakesAnAccountAndSignsIn()
    {
        var email = $"new{server.NextNumber()}@example.com";
        var (slug, link) = await InviteAsync(email);
        using var browser = new FormBrowser(server.Address);

        var answer = await browser.PostAsync(link, "invitation-new", ("Input.Name", "Ada <b>Lovelace</b>"), ("Input.Password", AccountServer.Password));

        Assert.Equal($"/organizations/{slug}/exports", answer.Location);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(answer.Location!)).Status);
        using var later = new FormBrowser(server.Address);
        Assert.Equal("/", (await later.SignInAsync(email, AccountServer.Password)).Location);
        Assert.Contains("worth nothing any more", (await later.GetAsync(link)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Join_ShortPassword_MakesNothing()
    {
        var email = $"new{server.NextNumber()}@example.com";
        var (_, link) = await InviteAsync(email);
        using var browser = new FormBrowser(server.Address);

        var answer = await browser.PostAsync(link, "invitation-new", ("Input.Name", "Ada"), ("Input.Password", "short"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("Use at least 8 characters.", answer.Text, StringComparison.Ordinal);
        Assert.NotNull((await browser.SignInAsync(email, "short")).Problem);
    }

    [Fact]
    public async Task Join_PersonWithAnAccount_SignsInAndComesBack()
    {
        var person = await server.AddWithPasswordAsync();
        var (slug, link) = await InviteAsync(person.Email);
        using var browser = new FormBrowser(server.Address);
        Assert.Contains("You have an account", (await browser.GetAsync(link)).Text, StringComparison.Ordinal);

        var back = await browser.SignInAsync(person.Email, AccountServer.Password, $"/account/sign-in?returnUrl={Uri.EscapeDataString(link)}");
        Assert.Equal(link, back.Location);
        var answer = await browser.PostAsync(link, "invitation-join");

        Assert.Equal($"/organizations/{slug}/exports", answer.Location);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/organizations/{slug}/settings/members")).Status);
    }

    [Fact]
    public async Task Join_PersonWithAnAccount_CannotBeMadeAnew()
    {
        var person = await server.AddWithPasswordAsync();
        var (_, link) = await InviteAsync(person.Email);
        using var browser = new FormBrowser(server.Address);

        var answer = await browser.PostAsync(link, "invitation-new", ("Input.Name", "Eve"), ("Input.Password", "the password of eve"));

        Assert.NotEqual(HttpStatusCode.Redirect, answer.Status);
        Assert.NotNull((await browser.SignInAsync(person.Email, "the password of eve")).Problem);
    }

    [Fact]
    public async Task Join_AnotherPerson_IsToldWhomItIsFor()
    {
        var (slug, link) = await InviteAsync("somebody@example.com");
        var other = await server.AddWithPasswordAsync();
        using var browser = new FormBrowser(server.Address);
        await browser.SignInAsync(other.Email, AccountServer.Password);

        var page = await browser.GetAsync(link);

        Assert.Contains("The invitation is for <strong>somebody@example.com</strong>", page.Text, StringComparison.Ordinal);
        await browser.PostAsync(link, "invitation-join");
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/organizations/{slug}/exports")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?token=")]
    [InlineData("?token=nonsense")]
    public async Task Get_LinkOfNothing_SaysSo(string query)
    {
        using var browser = new FormBrowser(server.Address);

        var answer = await browser.GetAsync($"/invitation{query}");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("worth nothing any more", answer.Text, StringComparison.Ordinal);
    }

    private async Task<(string Slug, string Link)> InviteAsync(string email)
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var access = await server.Services.GetRequiredService<AccessRules>().FindAsync(new Caller(owner.Id, false), slug, CancellationToken.None);
        var made = await server.Services.GetRequiredService<Invitations>().InviteAsync(access!, email, OrganizationRole.Member, CancellationToken.None);
        Assert.IsType<ChangeResult<Invitation>.Done>(made);
        return (slug, await server.LinkAsync(email));
    }
}
