using DataExport.Core.Exports;
using DataExport.Core.Exports.Notifying;
using DataExport.Core.Exports.Queue;
using DataExport.Core.Mail;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Mail;

/// <summary>A mail goes out exactly when the state says so, once (PRODUCT: 13).</summary>
public sealed class OutboxTests(MailServer server) : IClassFixture<MailServer>
{
    [Fact]
    public async Task Complete_OwesOneMail_AndSendsIt()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var claim = await server.AddClaimedAsync(slug, owner);

        Assert.NotNull(await server.CompleteAsync(claim));

        var row = await server.MailAsync(claim.ExportId, mail => mail.State == OutboxState.Sent, "the mail is sent");
        Assert.NotNull(row.DateSent);
        var mail = Assert.Single(server.Mailer.To(owner));
        Assert.Equal("Your data is ready.", mail.Subject);
        Assert.Equal($"{claim.ExportId}.completed.{owner.Id}", mail.Key);
    }

    [Fact]
    public async Task Complete_OutboxCannotBeWritten_StateStays()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var claim = await server.AddClaimedAsync(slug, owner);
        await server.WithDatabaseAsync(database => database.Database.ExecuteSqlRawAsync(
            string.Concat("CREATE TRIGGER no_mail BEFORE INSERT ON OutboxMails WHEN NEW.ExportId = '", claim.ExportId, "' BEGIN SELECT RAISE(ABORT, 'no'); END")));

        await Assert.ThrowsAsync<DbUpdateException>(() => server.CompleteAsync(claim));

        await server.WithDatabaseAsync(database => database.Database.ExecuteSqlRawAsync("DROP TRIGGER no_mail"));
        Assert.NotEqual(ExportState.Completed, await server.WithDatabaseAsync(database => database.Exports.Where(row => row.Id == claim.ExportId).Select(row => row.State).SingleAsync()));
        Assert.Empty(await server.MailsOfAsync(claim.ExportId));
    }

    [Fact]
    public async Task Complete_LostClaimOrUnwantedMail_OwesNothing()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var quiet = await server.AddClaimedAsync(slug, owner, export => export.Notify = false);
        var lost = await server.AddClaimedAsync(slug, owner);

        Assert.NotNull(await server.CompleteAsync(quiet));
        Assert.Null(await server.CompleteAsync(lost with { Attempt = 7 }));

        Assert.Empty(await server.MailsOfAsync(quiet.ExportId));
        Assert.Empty(await server.MailsOfAsync(lost.ExportId));
    }

    [Fact]
    public async Task Send_NotTaken_WaitsTwiceAsLongEachTime_ThenGoesOut()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        server.Mailer.Refused[owner.Email] = "The mailbox is full.";
        var claim = await server.AddClaimedAsync(slug, owner);
        await server.CompleteAsync(claim);

        for (var failures = 1; failures <= 3; failures++)
        {
            var tried = failures;
            var before = TimeProvider.System.GetUtcNow().UtcDateTime;
            var row = await server.MailAsync(claim.ExportId, mail => mail.Failures == tried, $"it was tried {tried} times");
            Assert.Equal(OutboxState.Pending, row.State);
            Assert.Equal("The mailbox is full.", row.Error);
            Assert.InRange(row.NotBefore - before, TimeSpan.FromSeconds((15 << tried) - 15), TimeSpan.FromSeconds((15 << tried) + 30));
            server.Mailer.Refused.TryRemove(tried == 3 ? owner.Email : "", out _);
            await DueNowAsync(claim.ExportId);
        }

        await server.MailAsync(claim.ExportId, mail => mail.State == OutboxState.Sent, "it went out");
        Assert.Single(server.Mailer.To(owner));
    }

    [Fact]
    public async Task Send_ToOnePersonFails_OthersGetTheirs()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var colleague = await server.People.AddMemberAsync(slug, OrganizationRole.Member);
        server.Mailer.Refused[owner.Email] = "No such mailbox.";

        await server.CompleteAsync(await server.AddClaimedAsync(slug, owner));
        await server.CompleteAsync(await server.AddClaimedAsync(slug, colleague));

        await Eventually.TrueAsync(() => server.Mailer.To(colleague).Length == 1, "the colleague has a mail");
        Assert.Empty(server.Mailer.To(owner));
    }

    [Theory]
    [InlineData("export")]
    [InlineData("access")]
    [InlineData("expired")]
    public async Task Send_NothingToTellAnyMore_IsDropped(string gone)
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        server.Mailer.Refused[owner.Email] = "Not now.";
        var claim = await server.AddClaimedAsync(slug, owner);
        await server.CompleteAsync(claim);
        await server.MailAsync(claim.ExportId, mail => mail.Failures == 1, "it was tried once");

        server.Mailer.Refused.TryRemove(owner.Email, out _);
        await server.WithDatabaseAsync(database => database.WriteAsync(
            () => gone switch
            {
                "export" => database.Exports.Where(row => row.Id == claim.ExportId).ExecuteDeleteAsync(),
                "access" => database.Memberships.Where(row => row.UserId == owner.Id).ExecuteDeleteAsync(),
                _ => database.Exports.Where(row => row.Id == claim.ExportId).ExecuteUpdateAsync(set => set.SetProperty(row => row.DateExpired, DateTime.UnixEpoch)),
            },
            CancellationToken.None));
        await DueNowAsync(claim.ExportId);

        await server.MailAsync(claim.ExportId, mail => mail.State == OutboxState.Dropped, "it is dropped");
        Assert.Empty(server.Mailer.To(owner));
    }

    [Fact]
    public async Task Fail_ASecondTime_OwesNoSecondMail_UnlessTheFirstWasDropped()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var sent = await server.AddClaimedAsync(slug, owner);
        await server.FailAsync(sent);
        await server.MailAsync(sent.ExportId, mail => mail.State == OutboxState.Sent, "the mail is sent");
        var dropped = await server.AddClaimedAsync(slug, owner);
        server.Mailer.Refused[owner.Email] = "Not now.";
        await server.FailAsync(dropped);
        await server.MailAsync(dropped.ExportId, mail => mail.Failures == 1, "it was tried once");
        server.Mailer.Refused.TryRemove(owner.Email, out _);
        await server.SetAsync(dropped.ExportId, set => set.SetProperty(row => row.State, ExportState.Queued));
        await DueNowAsync(dropped.ExportId);
        await server.MailAsync(dropped.ExportId, mail => mail.State == OutboxState.Dropped, "it is dropped after a retry");

        await FailAgainAsync(sent);
        await FailAgainAsync(dropped);

        await server.MailAsync(dropped.ExportId, mail => mail.State == OutboxState.Sent, "the mail is sent");
        Assert.Equal(
            [$"{sent.ExportId}.failed.{owner.Id}", $"{dropped.ExportId}.failed.{owner.Id}"],
            server.Mailer.To(owner).Select(mail => mail.Key));
    }

    private async Task FailAgainAsync(ExportClaim claim)
    {
        Renew(claim);
        await server.SetAsync(claim.ExportId, set => set.SetProperty(row => row.State, ExportState.Generating).SetProperty(row => row.Owner, claim.Owner));
        Assert.NotNull(await server.FailAsync(claim));
    }

    private void Renew(ExportClaim claim) =>
        server.Services.GetRequiredService<ExportLeases>().Renew(claim);

    private async Task DueNowAsync(string id)
    {
        await server.WithDatabaseAsync(database => database.WriteAsync(
            () => database.OutboxMails.Where(row => row.ExportId == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.NotBefore, DateTime.UnixEpoch)),
            CancellationToken.None));
        server.Services.GetRequiredService<Outbox>().Wake();
    }
}
