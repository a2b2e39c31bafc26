using System.Security.Cryptography;
using System.Text;
using DataExport.Core.Mail;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Tests.Core.Organizations;

/// <summary>Places that are offered by mail.</summary>
public sealed class InvitationsTests : IAsyncLifetime
{
    private const string Email = "ada@example.com";

    private CoreHost _host = null!;
    private OrganizationAccess _owner = null!;

    private Invitations Invitations => _host.Get<Invitations>();

    public async ValueTask InitializeAsync()
    {
        _host = await CoreHost.StartAsync();
        _owner = await _host.AddOrganizationAsync("one");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(OrganizationRole.Member, OrganizationRole.Member, "Forbidden")]
    [InlineData(OrganizationRole.Admin, OrganizationRole.Member, "Forbidden")]
    [InlineData(OrganizationRole.Manager, OrganizationRole.Manager, "Done")]
    [InlineData(OrganizationRole.Manager, OrganizationRole.Owner, "Invalid")]
    [InlineData(OrganizationRole.Owner, OrganizationRole.Owner, "Done")]
    [InlineData(OrganizationRole.Owner, (OrganizationRole)7, "Invalid")]
    public async Task Invite_ByEachRole_GivesAtMostTheOwn(OrganizationRole asking, OrganizationRole role, string outcome)
    {
        var access = await _host.AccessAsync(await _host.AddMemberAsync(_owner.Organization.Id, asking), _owner.Organization.Id);

        Assert.Equal(outcome, (await Invitations.InviteAsync(access, Email, role, CancellationToken.None)).GetType().Name);
        Assert.Equal(outcome == "Done" ? 1 : 0, await MailsAsync());
    }

    [Fact]
    public async Task Invite_AndAgain_EachWakesWhoSendsMails()
    {
        var outbox = _host.Get<Outbox>();

        var invited = Assert.IsType<ChangeResult<Invitation>.Done>(await Invitations.InviteAsync(_owner, Email, OrganizationRole.Member, CancellationToken.None));
        await outbox.WaitAsync(TimeSpan.FromDays(1), CancellationToken.None).WaitAsync(Eventually.Deadline);
        await Invitations.ResendAsync(_owner, invited.Value.Id, CancellationToken.None);
        await outbox.WaitAsync(TimeSpan.FromDays(1), CancellationToken.None).WaitAsync(Eventually.Deadline);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("Ada <ada@example.com>")]
    [InlineData("a@example.com, b@example.com")]
    [InlineData("a@example.com\r\nBcc: b@example.com")]
    public async Task Invite_NoAddress_SaysWhatWouldBe(string email)
    {
        var result = await Invitations.InviteAsync(_owner, email, OrganizationRole.Member, CancellationToken.None);

        Assert.Equal("email", Assert.IsType<ChangeResult<Invitation>.Invalid>(result).Error.Field);
    }

    [Fact]
    public async Task Invite_AMember_IsRefused()
    {
        var member = await _host.AddMemberAsync(_owner.Organization.Id, OrganizationRole.Member);
        var email = await PersonAsync(member, "grace@example.com");

        var result = await Invitations.InviteAsync(_owner, email.ToUpperInvariant(), OrganizationRole.Member, CancellationToken.None);

        Assert.Contains("is a member already", Assert.IsType<ChangeResult<Invitation>.Invalid>(result).Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_IsStoredAsItsHashAlone()
    {
        var (_, token) = await InviteAsync();

        var stored = await _host.WithDatabaseAsync(database => database.Invitations.SingleAsync());

        Assert.Equal(43, token.Length);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token))), stored.TokenHash);
    }

    [Fact]
    public async Task Accept_ByThePersonOfTheAddress_WorksOnce()
    {
        var (_, token) = await InviteAsync(OrganizationRole.Admin);
        var person = await _host.AddPersonAsync();
        await PersonAsync(person, "ADA@example.com");

        Assert.NotNull(await AcceptAsync(token, person));
        Assert.Null(await AcceptAsync(token, person));

        var access = await _host.AccessAsync(person, _owner.Organization.Id);
        Assert.Equal((OrganizationRole.Admin, "one"), (access.Role, Assert.Single(access.Projects).Slug));
    }

    [Fact]
    public async Task Accept_ByAnother_IsRefused()
    {
        var (_, token) = await InviteAsync();
        var person = await _host.AddPersonAsync();
        await PersonAsync(person, "eve@example.com");

        Assert.Null(await AcceptAsync(token, person));
        Assert.NotNull(await Invitations.FindAsync(token, CancellationToken.None));
    }

    [Fact]
    public async Task Find_AfterSevenDays_IsOver()
    {
        var (invitation, token) = await InviteAsync();

        _host.Clock.Now += TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1);
        Assert.NotNull(await Invitations.FindAsync(token, CancellationToken.None));
        _host.Clock.Now += TimeSpan.FromSeconds(1);

        Assert.Null(await Invitations.FindAsync(token, CancellationToken.None));
        Assert.Null(await Invitations.WriteLinkAsync(invitation.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Resend_ReplacesTheLinkAndItsEnd()
    {
        var (invitation, token) = await InviteAsync();
        _host.Clock.Now += TimeSpan.FromDays(8);

        Assert.IsType<ChangeResult<Invitation>.Done>(await Invitations.ResendAsync(_owner, invitation.Id, CancellationToken.None));
        var (_, fresh) = (await Invitations.WriteLinkAsync(invitation.Id, CancellationToken.None))!.Value;

        Assert.Null(await Invitations.FindAsync(token, CancellationToken.None));
        Assert.NotNull(await Invitations.FindAsync(fresh, CancellationToken.None));
        Assert.Equal(2, await MailsAsync());
    }

    [Fact]
    public async Task Invite_Again_IsOneInvitationWithTheNewRole()
    {
        await InviteAsync();

        await Invitations.InviteAsync(_owner, Email.ToUpperInvariant(), OrganizationRole.Manager, CancellationToken.None);

        Assert.Equal(OrganizationRole.Manager, Assert.Single(await Invitations.ListAsync(_owner, CancellationToken.None)).Role);
    }

    [Fact]
    public async Task Revoke_MakesTheLinkWorthNothing_AndOnlyOfTheOwnOrganization()
    {
        var (invitation, token) = await InviteAsync();
        var elsewhere = await _host.AddOrganizationAsync();

        Assert.IsType<ChangeResult<Invitation>.NotFound>(await Invitations.RevokeAsync(elsewhere, invitation.Id, CancellationToken.None));
        Assert.IsType<ChangeResult<Invitation>.Done>(await Invitations.RevokeAsync(_owner, invitation.Id, CancellationToken.None));

        Assert.Null(await Invitations.FindAsync(token, CancellationToken.None));
    }

    private async Task<(Invitation Invitation, string Token)> InviteAsync(OrganizationRole role = OrganizationRole.Member)
    {
        var made = Assert.IsType<ChangeResult<Invitation>.Done>(await Invitations.InviteAsync(_owner, Email, role, CancellationToken.None));
        return (await Invitations.WriteLinkAsync(made.Value.Id, CancellationToken.None))!.Value;
    }

    private Task<Organization?> AcceptAsync(string token, int person) => _host.WithDatabaseAsync(database =>
        database.WriteAsync(() => Invitations.AcceptAsync(database, token, person, CancellationToken.None), CancellationToken.None));

    private Task<string> PersonAsync(int person, string email) => _host.WithDatabaseAsync(async database =>
    {
        var user = await database.Users.SingleAsync(row => row.Id == person);
        (user.Email, user.NormalizedEmail) = (email, email.ToUpperInvariant());
        await database.SaveChangesAsync();
        return email;
    });

    private Task<int> MailsAsync() => _host.WithDatabaseAsync(database => database.OutboxMails.CountAsync(row => row.Kind == MailKind.Invitation));
}
