using System.Net;
using DataExport.Core.Exports;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;

namespace DataExport.Tests.Api;

/// <summary><c>POST data-export/{id}/retry/</c>, <c>extend/</c> and <c>rerun/</c> (EXPORTS: REST).</summary>
public sealed class ExportActionTests(QuietServer server) : IClassFixture<QuietServer>
{
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

    [Theory]
    [InlineData("retry")]
    [InlineData("extend")]
    [InlineData("rerun")]
    public async Task Post_UnknownExport_Is404(string action)
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();

        (await server.Api(owner.Token).PostAsync($"organizations/{slug}/data-export/nothing/{action}/")).Expect(HttpStatusCode.NotFound);
    }
}
