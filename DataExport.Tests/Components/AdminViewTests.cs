using Bunit;
using DataExport.Core.Administration;
using DataExport.Core.Auditing;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Queue;
using DataExport.Core.Organizations;
using DataExport.Web.Components.Admin;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Components;

/// <summary>What the pages of the administration show of what they are given.</summary>
public sealed class AdminViewTests : BunitContext
{
    private static readonly DateTime Now = new(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc);

    public AdminViewTests() => Services.AddSingleton(TimeProvider.System);

    [Fact]
    public void Queue_Empty_SaysWhatIsNotThere()
    {
        var view = Queue(new QueueStatus(0, 0, null, [], [], Hour(), Now.AddHours(-5)));

        Assert.Contains("Nothing was written in the last hour.", view.Markup, StringComparison.Ordinal);
        Assert.Contains("Exports:Exporters is 0", view.Markup, StringComparison.Ordinal);
        Assert.Contains("No organization has an export", view.Markup, StringComparison.Ordinal);
        Assert.Equal(["0", "–", "0", "0 rows"], view.FindAll(".tile dd:not(.tile-hint)").Select(tile => tile.TextContent));
        Assert.DoesNotContain("counted since", view.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Queue_Busy_ShowsEachExportersWorkRateAndLease()
    {
        var status = new QueueStatus(
            1_204, 3, Now.AddMinutes(-65), [new OrganizationQueue("acme", "Acme", 1_204, 2, 2, Now.AddMinutes(-65))],
            [
                new ExporterStatus("n:1:1", Generating("errors", attempt: 2), 12_345.6, TimeSpan.FromSeconds(10.2)),
                new ExporterStatus("n:1:2", Generating("late", attempt: 1), null, TimeSpan.Zero), new ExporterStatus("n:1:3", null, null, null),
            ],
            Hour(5, 120_000), Now.AddMinutes(-10));

        var view = Queue(status);

        Assert.Equal(["1,204", "1 h 5 min", "2", "120,000 rows"], view.FindAll(".tile dd:not(.tile-hint)").Select(tile => tile.TextContent));
        Assert.Contains("3 held back", view.Markup, StringComparison.Ordinal);
        var exporters = view.FindAll("section[aria-labelledby=exporters-title] tbody tr");
        Assert.Equal(["12,345", "2", "11 s left"], exporters[0].QuerySelectorAll("td.end").Select(cell => cell.TextContent.Trim()));
        Assert.Equal(["–", "1", "lapsed"], exporters[1].QuerySelectorAll("td.end").Select(cell => cell.TextContent.Trim()));
        Assert.Contains("Waits for something to do", exporters[2].TextContent, StringComparison.Ordinal);
        Assert.Contains("counted since the server started", view.Markup, StringComparison.Ordinal);
        Assert.Equal(60, view.FindAll(".chart-bar").Count);
        Assert.Equal("100", view.FindAll(".chart-bar")[5].GetAttribute("height"));
        Assert.Contains("120,000 rows from 11:01 to 12:01, at most 120,000 in a minute", view.Find("svg[role=img]").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Storage_LowOrNot_WarnsOnlyThen(bool low)
    {
        var view = Render<StorageView>(parameters => parameters.Add(view => view.Use, new StorageUse(
            [new StoragePart("app.db", "Accounts", 30_000_000, null), new StoragePart("exports", "Files", 90_000_000, 3)],
            [], [new ExpiryStorage(1, 1, 1), new ExpiryStorage(7, 2, 2), new ExpiryStorage(null, 0, 0)], 1_000_000_000, 20_000_000_000, low)));

        Assert.Equal(low ? 1 : 0, view.FindAll("[role=alert]").Count);
        Assert.Equal(["120 MB", "1,000 MB", "0"], view.FindAll(".tile dd:not(.tile-hint)").Select(tile => tile.TextContent));
        Assert.Contains("5% of 20,000 MB", view.Markup, StringComparison.Ordinal);
        Assert.Contains("--share:75%", view.Markup, StringComparison.Ordinal);
        Assert.Contains("There is no file of an export.", view.Markup, StringComparison.Ordinal);
        Assert.Equal(["within 1 day", "after that, within 7 days", "later"], view.FindAll("section[aria-labelledby=storage-expiries] td.name").Select(cell => cell.TextContent));
    }

    [Fact]
    public void User_EachState_OffersWhatCanBeDone()
    {
        Assert.Equal(["Make admin", "Lock"], Buttons(Person()));
        Assert.Equal(["Remove as admin", "Unlock"], Buttons(Person() with { IsInstanceAdmin = true, IsLocked = true }));
        Assert.Equal(["Make admin", "Unlock"], Buttons(Person() with { LockedUntil = Now }));
        Assert.Empty(Buttons(Person(), isSelf: true));
    }

    [Fact]
    public void User_Shown_HasOrganizationsWithRoles()
    {
        var row = Render<UserRow>(parameters => parameters.Add(row => row.User, Person()));

        Assert.Equal("Acme (owner), Beta (member)", string.Join(' ', row.Find(".summary").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains("not known", row.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_Lines_ReadAsSentencesAndKeepTextInItsPlace()
    {
        var table = Render<AuditTable>(parameters => parameters.Add(table => table.Lines, new AuditLine[]
        {
            new() { Id = 1, Date = Now, Action = "ExportDownloaded", UserId = 1, Who = "a@example.com", OrganizationId = 1, OrganizationName = "Acme", OrganizationSlug = "acme", SubjectId = "0192f0c4", SubjectName = "x\u202e<b>", IsExport = true, BytesSent = 12_000_000, Finished = true, Address = "192.0.2.7" },
            new() { Id = 2, Date = Now, Action = "ExportDeleted", UserId = 7, OrganizationId = 1, SubjectId = "0192f0c4b7a07d6c" },
            new() { Id = 3, Date = Now, Action = "SignInFailed", Detail = "unknown account" },
            new() { Id = 4, Date = Now, Action = "FromTheFuture", UserId = 1, Who = "a@example.com" },
        }));

        var rows = table.FindAll("tbody tr").Select(row => row.QuerySelectorAll("td").Select(cell => string.Join(' ', cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToArray()).ToArray();
        Assert.Equal(["a@example.com", "Downloaded a filex<b> · 12.0 MB sent", "Acme", "192.0.2.7"], rows[0][1..]);
        Assert.Equal(["A person who is gone", "Deleted an export0192f0c4 (gone)", "one that is gone", "–"], rows[1][1..]);
        Assert.Equal(["Somebody unknown", "Failed to sign inunknown account", "–", "–"], rows[2][1..]);
        Assert.Equal("FromTheFuture", rows[3][2]);
        Assert.Equal("/organizations/acme/data-export/0192f0c4", table.Find("a").GetAttribute("href"));
    }

    [Fact]
    public void AuditWording_EveryAction_HasASentenceAndAGroup()
    {
        foreach (var action in Enum.GetValues<AuditAction>())
        {
            Assert.Contains(' ', AuditWording.Of(action));
            Assert.Single(AuditWording.Groups, group => group.Actions.Contains(action));
        }

        Assert.Equal([AuditAction.SignedIn, AuditAction.SignInFailed], AuditWording.Actions("Signing in"));
        Assert.Equal([AuditAction.KeyMade], AuditWording.Actions("KeyMade"));
        Assert.Empty(AuditWording.Actions("4711"));
        Assert.Empty(AuditWording.Actions(null));
    }

    private IRenderedComponent<QueueView> Queue(QueueStatus status) =>
        Render<QueueView>(parameters => parameters.Add(view => view.Status, status).Add(view => view.Now, Now));

    private IEnumerable<string> Buttons(UserFacts person, bool isSelf = false) =>
        Render<UserRow>(parameters => parameters.Add(row => row.User, person).Add(row => row.IsSelf, isSelf)).FindAll("button").Select(button => button.TextContent);

    private static UserFacts Person() => new(
        7, "bob@example.com", IsInstanceAdmin: false, IsLocked: false, null, Now, null, [("acme", "Acme", OrganizationRole.Owner), ("beta", "Beta", OrganizationRole.Member)]);

    private static ThroughputMinute[] Hour(int index = 0, long rows = 0) =>
        [.. Enumerable.Range(0, 60).Select(minute => new ThroughputMinute(Now.AddMinutes(minute - 59), minute == index ? rows : 0, minute == index ? rows * 10 : 0))];

    private static Export Generating(string name, int attempt) => new()
    {
        Id = name, Name = name, RequestedQuery = "{}", FrozenQuery = "{}", Options = new ExportOptions(), DedupeKey = name, State = ExportState.Generating, Attempt = attempt,
        Organization = new Organization { Slug = "acme", Name = "Acme" }, RowsWritten = 10, RowsEstimate = 100,
    };
}
