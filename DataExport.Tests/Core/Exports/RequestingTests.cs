using System.Text.Json;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Requesting;
using DataExport.Core.Organizations;
using DataExport.Core.Queries;
using DataExport.Core.Queries.Discover;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Tests.Core.Exports;

/// <summary>What a request becomes: one export, the one that is there already, or a refusal.</summary>
public sealed class RequestingTests : IAsyncLifetime
{
    private const string Simple = """{"field": ["id"], "query": ""}""";
    private CoreHost _host = null!;
    private OrganizationAccess _access = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await CoreHost.StartAsync(("Exports:PerUser", "3"));
        _access = await _host.AddOrganizationAsync("one", "two");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task SubmitAsync_TwoHundredAtOnce_MakeOneRow()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => _host.SubmitAsync(_access, CoreHost.Request(Simple)))));

        var accepted = results.Cast<SubmitResult.Accepted>().ToList();
        Assert.Single(accepted, result => result.IsNew);
        Assert.Single(accepted.Select(result => result.Export.Id).Distinct());
        Assert.Equal(1, await _host.WithDatabaseAsync(database => database.Exports.CountAsync()));
        Assert.All(accepted, result => Assert.Equal(2, result.Export.Projects.Count));
    }

    [Fact]
    public async Task SubmitAsync_SameThingWrittenOtherwise_IsTheSameExport()
    {
        var first = await _host.AcceptAsync(_access, """{"field": ["id"], "query": "", "statsPeriod": "24h"}""");
        _host.Clock.Now = _host.Clock.Now.AddMinutes(5);
        var second = await _host.AcceptAsync(
            _access, $$"""{"statsPeriod": "24h", "sort": "-timestamp", "query": "", "project": ["two", {{_access.Projects[0].Id}}, "one"], "field": "id", "dataset": "discover", "environment": []}""",
            request => request with { Name = "other name", Notify = false });

        Assert.Equal(first.Id, second.Id);
    }

    [Fact]
    public async Task SubmitAsync_EveryDifference_MakesAnotherExport()
    {
        var host = _host;
        var (one, two) = ("""{"field": ["id"], "query": "", "project": "one"}""", """{"field": ["id"], "query": "", "project": "two"}""");
        var first = await host.AcceptAsync(_access, one);
        Assert.NotEqual(first.Id, (await host.AcceptAsync(_access, two)).Id);
        Assert.NotEqual(first.Id, (await host.AcceptAsync(_access, one, request => request with { Limit = 5 })).Id);

        var colleague = await host.AccessAsync(await host.AddMemberAsync(_access.Organization.Id, OrganizationRole.Member), _access.Organization.Id);
        Assert.NotEqual(first.Id, (await host.AcceptAsync(colleague, one)).Id);
        Assert.NotEqual(first.Id, (await host.AcceptAsync(colleague, one, request => request with { Options = new ExportOptions { Bom = true } })).Id);
    }

    [Fact]
    public async Task SubmitAsync_TwinHasFinished_MakesANewExport()
    {
        var first = await _host.AcceptAsync(_access, Simple);
        await _host.GenerateAsync();

        Assert.NotEqual(first.Id, (await _host.AcceptAsync(_access, Simple)).Id);
    }

    [Fact]
    public async Task SubmitAsync_IdempotencyKey_HoldsForADayAndOneBody()
    {
        ExportRequest Keyed(string body, string query = Simple) => CoreHost.Request(query, request => request with { IdempotencyKey = "key", BodyHash = body });
        var first = Accepted(await _host.SubmitAsync(_access, Keyed("a")));
        await _host.GenerateAsync();

        var again = Accepted(await _host.SubmitAsync(_access, Keyed("a")));
        Assert.Equal((first.Export.Id, false), (again.Export.Id, again.IsNew));
        Assert.IsType<SubmitResult.Conflict>(await _host.SubmitAsync(_access, Keyed("b", """{"field": ["title"], "query": ""}""")));
        Assert.Equal(1, await _host.WithDatabaseAsync(database => database.Exports.CountAsync()));

        _host.Clock.Now = _host.Clock.Now.AddHours(24).AddSeconds(1);
        Assert.True(Accepted(await _host.SubmitAsync(_access, Keyed("b"))).IsNew);
    }

    [Fact]
    public async Task SubmitAsync_ManyWithOneKey_MakeOneRow()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(() => _host.SubmitAsync(
            _access, CoreHost.Request(Simple, request => request with { IdempotencyKey = "k", BodyHash = "same" })))));

        Assert.Single(results, result => Accepted(result).IsNew);
    }

    [Fact]
    public async Task SubmitAsync_KeyOfADeletedExport_IsFreeAgain()
    {
        ExportRequest Keyed() => CoreHost.Request(Simple, request => request with { IdempotencyKey = "key", BodyHash = "a" });
        var first = Accepted(await _host.SubmitAsync(_access, Keyed())).Export;
        await _host.Get<ExportActions>().DeleteAsync(_access, first.Id, CancellationToken.None);

        var second = Accepted(await _host.SubmitAsync(_access, Keyed()));
        Assert.True(second.IsNew);
        Assert.Equal(second.Export.Id, Accepted(await _host.SubmitAsync(_access, Keyed())).Export.Id);
    }

    [Fact]
    public async Task SubmitAsync_AsManyAsAllowed_AreTooManyUntilOneGoes()
    {
        async Task<SubmitResult> Next(int number) => await _host.SubmitAsync(_access, CoreHost.Request(Simple, request => request with { Limit = number }));
        for (var number = 1; number <= 3; number++)
        {
            Accepted(await Next(number));
        }

        Assert.Contains("3 exports", Assert.IsType<SubmitResult.TooMany>(await Next(4)).Detail, StringComparison.Ordinal);
        Assert.False(Accepted(await Next(2)).IsNew);

        for (var made = 0; made < 3; made++)
        {
            await _host.GenerateAsync();
        }

        Assert.IsType<SubmitResult.TooMany>(await Next(4));
        _host.Clock.Now = _host.Clock.Now.AddDays(28);
        Assert.True(Accepted(await Next(4)).IsNew);
    }

    [Fact]
    public async Task SubmitAsync_ManyAtOnce_StayWithinTheLimit()
    {
        var results = await Task.WhenAll(Enumerable.Range(1, 40).Select(number => Task.Run(() => _host.SubmitAsync(
            _access, CoreHost.Request(Simple, request => request with { Limit = number })))));

        Assert.Equal(3, results.Count(result => result is SubmitResult.Accepted));
        Assert.Equal(37, results.Count(result => result is SubmitResult.TooMany));
    }

    [Fact]
    public async Task SubmitAsync_Query_IsFrozen()
    {
        await _host.AddEventsAsync(Sample.Event(_access.Projects[0].Id), Sample.Event(_access.Projects[1].Id));
        var export = await _host.AcceptAsync(_access, """{"field": "id", "query": " level:error ", "statsPeriod": "2d", "unknown": 1}""");

        var frozen = JsonSerializer.Deserialize<DiscoverQuery>(export.FrozenQuery, QuerySettings.Json)!;
        Assert.Equal((_host.Clock.Now.AddDays(-2), _host.Clock.Now), (frozen.Start!.Value, frozen.End!.Value));
        Assert.Equal(_access.Projects.Select(project => project.Id).Order(), frozen.Project);
        Assert.Equal(2, export.CutOff);
        Assert.Equal("""{"field": "id", "query": " level:error ", "statsPeriod": "2d", "unknown": 1}""", export.RequestedQuery);
        Assert.Equal(["query_info.unknown is not known and was ignored."], export.Warnings);
        Assert.Equal("level:error", export.Name);
    }

    [Fact]
    public async Task SubmitAsync_WithoutScopeOrProject_IsForbiddenAndStoresNothing()
    {
        Assert.IsType<SubmitResult.Forbidden>(await _host.SubmitAsync(_access with { EffectiveScopes = new HashSet<string> { Scopes.OrgAdmin } }, CoreHost.Request(Simple)));
        Assert.IsType<SubmitResult.Forbidden>(await _host.SubmitAsync(_access, CoreHost.Request("""{"field": ["id"], "query": "", "project": ["one", 9999]}""")));
        Assert.Equal(0, await _host.WithDatabaseAsync(database => database.Exports.CountAsync()));
    }

    private static SubmitResult.Accepted Accepted(SubmitResult result) => Assert.IsType<SubmitResult.Accepted>(result);
}
