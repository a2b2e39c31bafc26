using System.Net;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Queue;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Api;

/// <summary><c>POST data-export/{id}/retry/</c>, <c>extend/</c> and <c>rerun/</c> (EXPORTS: REST).</summary>
public sealed class ExportActionTests(QuietServer server) : IClassFixture<QuietServer>
{
    private const string Body =
        """
        {"query_type": "Discover", "query_info": {"field": ["id", "timestamp"], "query": "level:error", "statsPeriod": "1d"}, "format": "tsv", "limit": 7, "name": "mine"}
        """;

    [Fact]
    public async Task Retry_Failed_IsQueuedAgainAsItWas()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var id = await server.AddExportAsync(slug, owner, ExportState.Failed, change: export =>
        {
            (export.ErrorCode, export.ErrorMessage, export.CutOff) = (ExportErrorCode.Timeout, "It took too long.", 42);
        });
        var api = server.Api(owner.Token);

        var answer = (await api.PostAsync($"organizations/{slug}/data-export/{id}/retry/")).Expect(HttpStatusCode.Accepted);

        Assert.Equal(id, answer["id"]);
        Assert.Equal("Queued", answer["state"]);
        Assert.Null(answer["error"]);
        Assert.Equal(42, await server.WithDatabaseAsync(database => Task.FromResult(database.Exports.Single(row => row.Id == id).CutOff)));
        (await api.PostAsync($"organizations/{slug}/data-export/{id}/retry/")).Expect(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Extend_Valid_MovesTheExpiryUpToTheLimit()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var id = await server.AddExportAsync(slug, owner, ExportState.Completed, change: export =>
            (export.DateCreated, export.DateExpired) = (now, now.AddDays(150)));
        var api = server.Api(owner.Token);

        var once = (await api.PostAsync($"organizations/{slug}/data-export/{id}/extend/")).Expect(HttpStatusCode.OK);
        var twice = (await api.PostAsync($"organizations/{slug}/data-export/{id}/extend")).Expect(HttpStatusCode.OK);
        var third = (await api.PostAsync($"organizations/{slug}/data-export/{id}/extend/")).Expect(HttpStatusCode.Conflict);

        Assert.Equal(178, Days(once));
        Assert.Equal(180, Days(twice));
        Assert.Equal("A file is kept for at most 180 days from the request.", third["detail"]);

        int Days(ApiAnswer answer) => (int)Math.Round((answer.Json.GetProperty("dateExpired").GetDateTime() - now).TotalDays);
    }

    [Theory]
    [InlineData(ExportState.Queued)]
    [InlineData(ExportState.Cancelled)]
    [InlineData(ExportState.Completed)]
    public async Task RetryAndExtend_InAnotherState_Are409WithASentence(ExportState state)
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var id = await server.AddExportAsync(slug, owner, state, change: export => export.DateExpired = DateTime.UnixEpoch);

        foreach (var action in new[] { "retry", "extend" })
        {
            var answer = (await server.Api(owner.Token).PostAsync($"organizations/{slug}/data-export/{id}/{action}/")).Expect(HttpStatusCode.Conflict);
            Assert.EndsWith(".", answer["detail"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Rerun_Expired_MakesANewOne_OfTheCaller()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var project = await server.People.AddProjectAsync(slug, owner, "shop");
        var colleague = await server.People.AddMemberAsync(slug, OrganizationRole.Member);
        var id = await server.AddExportAsync(slug, owner, ExportState.Completed, [project.Id], export => export.DateExpired = DateTime.UnixEpoch);
        var api = server.Api(colleague.Token);

        var made = (await api.PostAsync($"organizations/{slug}/data-export/{id}/rerun/")).Expect(HttpStatusCode.Accepted);
        var again = (await api.PostAsync($"organizations/{slug}/data-export/{id}/rerun/")).Expect(HttpStatusCode.OK);

        Assert.NotEqual(id, made["id"]);
        Assert.Equal("Queued", made["state"]);
        Assert.Equal("errors of the week", made["name"]);
        Assert.Equal(colleague.Email, made.Json.GetProperty("user").GetProperty("email").GetString());
        Assert.EndsWith($"/data-export/{made["id"]}/", made.Header("Location"), StringComparison.Ordinal);
        Assert.Equal(made["id"], again["id"]);
    }

    [Fact]
    public async Task Retry_WhileATwinIsUnderWay_Is409UntilThatHasEnded()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        await server.People.AddProjectAsync(slug, owner, "shop");
        var api = server.Api(owner.Token);
        var exports = $"organizations/{slug}/data-export/";
        var failed = (await api.PostAsync(exports, Body)).Expect(HttpStatusCode.Created)["id"]!;
        await server.SetAsync(failed, set => set.SetProperty(row => row.State, ExportState.Failed));
        var twin = (await api.PostAsync(exports, Body)).Expect(HttpStatusCode.Created)["id"]!;

        foreach (var state in new[] { ExportState.Queued, ExportState.Generating })
        {
            // Its own claim, so that no sweep takes it back.
            server.Services.GetRequiredService<ExportLeases>().Renew(new ExportClaim(twin, 0, "test"));
            await server.SetAsync(twin, set => set.SetProperty(row => row.State, state));
            var refused = (await api.PostAsync($"{exports}{failed}/retry/")).Expect(HttpStatusCode.Conflict);
            Assert.Equal("The same export is under way already; see My Exports.", refused["detail"]);
        }

        await server.SetAsync(twin, set => set.SetProperty(row => row.State, ExportState.Completed));
        (await api.PostAsync($"{exports}{failed}/retry/")).Expect(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Rerun_Completed_AsksForTheQueryAsItWasWrittenWithANewCutOff()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var project = await server.People.AddProjectAsync(slug, owner, "shop");
        await server.AddEventsAsync(project.Id, 3);
        var api = server.Api(owner.Token);
        var exports = $"organizations/{slug}/data-export/";
        var first = (await api.PostAsync(exports, Body)).Expect(HttpStatusCode.Created)["id"]!;
        await server.SetAsync(first, set => set.SetProperty(row => row.State, ExportState.Completed)
            .SetProperty(row => row.FrozenQuery, """{"field": ["id"], "query": "", "project": [1], "start": "2001-01-01T00:00:00Z"}"""));
        await server.AddEventsAsync(project.Id, 2);
        var later = await server.People.AddProjectAsync(slug, owner, "later");

        var second = (await api.PostAsync($"{exports}{first}/rerun/")).Expect(HttpStatusCode.Accepted)["id"]!;

        var (old, made) = (await FindAsync(first), await FindAsync(second));
        Assert.NotEqual(first, second);
        Assert.Equal(old.RequestedQuery, made.RequestedQuery);
        Assert.Equal((old.Name, old.Limit, old.Options, old.QueryType), (made.Name, made.Limit, made.Options, made.QueryType));
        Assert.True(made.CutOff >= old.CutOff + 2, $"The cut-off was {old.CutOff} and is {made.CutOff}.");
        Assert.DoesNotContain("2001", made.FrozenQuery, StringComparison.Ordinal);
        Assert.Equal([project.Id, later.Id], made.Projects.Select(row => row.ProjectId).Order());
        Assert.Equal((ExportState.Completed, ExportState.Queued), (old.State, made.State));
    }

    [Fact]
    public async Task Rerun_OfWhatIsUnderWay_IsThatExport()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        await server.People.AddProjectAsync(slug, owner, "shop");
        var api = server.Api(owner.Token);
        var id = (await api.PostAsync($"organizations/{slug}/data-export/", Body)).Expect(HttpStatusCode.Created)["id"]!;

        Assert.Equal(id, (await api.PostAsync($"organizations/{slug}/data-export/{id}/rerun/")).Expect(HttpStatusCode.OK)["id"]);
    }

    [Fact]
    public async Task Rerun_BeyondTheLimitOfAPerson_Is429()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var project = await server.People.AddProjectAsync(slug, owner, "shop");
        var api = server.Api(owner.Token);
        var old = await server.AddExportAsync(slug, owner, ExportState.Failed, [project.Id]);
        for (var kept = 0; kept < 3; kept++)
        {
            await server.AddExportAsync(slug, owner, ExportState.Queued, [project.Id]);
        }

        var answer = (await api.PostAsync($"organizations/{slug}/data-export/{old}/rerun/")).Expect(HttpStatusCode.TooManyRequests);
        Assert.Contains("3 exports", answer["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("retry")]
    [InlineData("extend")]
    [InlineData("rerun")]
    public async Task Post_UnknownExport_Is404(string action)
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();

        (await server.Api(owner.Token).PostAsync($"organizations/{slug}/data-export/nothing/{action}/")).Expect(HttpStatusCode.NotFound);
    }

    private Task<Export> FindAsync(string id) =>
        server.WithDatabaseAsync(database => database.Exports.AsNoTracking().Include(row => row.Projects).SingleAsync(row => row.Id == id));
}
