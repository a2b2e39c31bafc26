using System.Text.Json;
using DataExport.Core.Organizations;
using DataExport.Core.Queries;
using DataExport.Core.Queries.Discover;

namespace DataExport.Tests.Core.Queries;

/// <summary>What becomes of <c>query_info</c>: the frozen form, or what is wrong, at the member that it concerns.</summary>
public sealed class DiscoverNormaliserTests : IAsyncLifetime
{
    private readonly TemporaryStore _store = new();
    private readonly FakeClock _clock = new();

    public async ValueTask InitializeAsync()
    {
        var staging = Sample.Event(tags: [("plan", "free"), ("count(x)", "odd")]);
        staging.Environment = "staging";
        var other = Sample.Event(2, tags: ("elsewhere", "x"));
        other.Environment = null;
        await _store.AddAsync(staging, other);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData("""{"query": ""}""", "field", "at least one field is required to export")]
    [InlineData("""{"query": "", "field": []}""", "field", "at least one field is required to export")]
    [InlineData("""{"query": "", "field": null}""", "field", "at least one field is required to export")]
    [InlineData("""{"query": "", "field": 5}""", "field", "field must be a string or a list of strings, not 5")]
    [InlineData("""{"query": "", "field": ["id", {}]}""", "field", "field must be a string or a list of strings, not an object")]
    [InlineData("""{"query": "", "field": ["\ud800"]}""", "field", "field must be a string or a list of strings, not text that is not valid Unicode")]
    [InlineData("""{"query": "", "field": ["nothing"]}""", "field", "'nothing' is neither a column nor a tag of these projects; write tags[nothing] for a tag that no event has yet")]
    [InlineData("""{"query": "", "field": [""]}""", "field", "A field is empty; name a column, a tag or an aggregate such as count()")]
    [InlineData("""{"query": "", "field": ["tags[]"]}""", "field", "'tags[]' names no tag; write its key between the brackets, such as tags[browser]")]
    [InlineData("""{"query": "", "field": ["tags[x"]}""", "field", "'tags[x' names no tag; write its key between the brackets, such as tags[browser]")]
    [InlineData("""{"query": "", "field": ["extra."]}""", "field", "'extra.' names no value of the extra data; write extra.KEY, such as extra.attempts")]
    [InlineData("""{"query": "", "field": ["contexts.os"]}""", "field", "'contexts.os' names no value of a context; write contexts.NAME.KEY, such as contexts.os.name")]
    [InlineData("""{"query": "", "field": ["max(tags[])"]}""", "field", "'max(tags[])' cannot be exported: 'tags[]' names no tag; write its key between the brackets, such as tags[browser]")]
    [InlineData("""{"query": "", "field": ["elsewhere"], "project": 1}""", "field", "'elsewhere' is neither a column nor a tag of these projects; write tags[elsewhere] for a tag that no event has yet")]
    [InlineData("""{"query": "", "field": ["count(id)"]}""", "field", "'count(id)' cannot be exported: count takes no argument; write count()")]
    [InlineData("""{"field": ["id"]}""", "query", "query is a required to export, please pass an empty string if you don't want to set one")]
    [InlineData("""{"field": ["id"], "query": null}""", "query", "query is a required to export, please pass an empty string if you don't want to set one")]
    [InlineData("""{"field": ["id"], "query": 1}""", "query", "query must be a string, not 1")]
    [InlineData("""{"field": ["id"], "query": "a ("}""", "query", "A term is missing here (at character 4)")]
    [InlineData("""{"field": ["id"], "query": "", "environment": ["staging", "moon"]}""", "environment", "Environment 'moon' does not exist")]
    [InlineData("""{"field": ["id"], "query": "", "environment": "staging", "project": 2}""", "environment", "Environment 'staging' does not exist")]
    [InlineData("""{"field": ["id"], "query": "", "statsPeriod": "x"}""", "statsPeriod", "Invalid statsPeriod: 'x'")]
    [InlineData("""{"field": ["id"], "query": "", "statsPeriod": "-1d"}""", "statsPeriod", "Invalid statsPeriod: '-1d'")]
    [InlineData("""{"field": ["id"], "query": "", "statsPeriod": "999999999999w"}""", "statsPeriod", "Invalid statsPeriod: '999999999999w'")]
    [InlineData("""{"field": ["id"], "query": "", "statsPeriod": "1d\n"}""", "statsPeriod", "Invalid statsPeriod: '1d\n'")]
    [InlineData("""{"field": ["id"], "query": "", "statsPeriod": 7}""", "statsPeriod", "statsPeriod must be a string, not 7")]
    [InlineData("""{"field": ["id"], "query": "", "statsPeriodStart": 7}""", "statsPeriodStart", "statsPeriodStart must be a string, not 7")]
    [InlineData("""{"field": ["id"], "query": "", "statsPeriodEnd": "1d"}""", "statsPeriodStart", "statsPeriodStart is missing; statsPeriodStart and statsPeriodEnd go together")]
    [InlineData("""{"field": ["id"], "query": "", "statsPeriodStart": "1d", "statsPeriodEnd": "2d"}""", "statsPeriodEnd", "The end of the period is before its start")]
    [InlineData("""{"field": ["id"], "query": "", "start": "yesterday"}""", "start", "yesterday is not a valid ISO8601 date query")]
    [InlineData("""{"field": ["id"], "query": "", "end": "2026-02-30"}""", "end", "2026-02-30 is not a valid ISO8601 date query")]
    [InlineData("""{"field": ["id"], "query": "", "start": "2026-01-02", "end": "2026-01-01"}""", "end", "The end of the period is before its start")]
    [InlineData("""{"field": ["id"], "query": "", "sort": "message"}""", "sort", "'message' is not selected; sort by one of id, with - before it for descending, or add it to field")]
    [InlineData("""{"field": ["id"], "query": "", "dataset": "metrics"}""", "dataset", "metrics is not supported for exports")]
    [InlineData("""{"field": ["id"], "query": "", "project": 1.5}""", "project", "project must be a string, a whole number, or a list of them, not 1.5")]
    [InlineData("""{"field": ["id"], "query": "", "project": [null]}""", "project", "project must be a string, a whole number, or a list of them, not null")]
    public void Normalise_Wrong_SaysItOnceAtTheMember(string info, string member, string message)
    {
        var error = Assert.Single(Assert.IsType<QueryResult.Invalid>(Normalise(info)).Errors);

        Assert.Equal(($"query_info.{member}", message), (error.Field, error.Message));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("""{"field": ["id"], "query": "", "\ud800": 1}""")]
    public void Normalise_NoObjectOfNames_IsAnErrorOfTheWhole(string info)
    {
        Assert.Equal("query_info", Assert.Single(Assert.IsType<QueryResult.Invalid>(Normalise(info)).Errors).Field);
    }

    [Theory]
    [InlineData("\"elsewhere\"")]
    [InlineData("9")]
    [InlineData("[1, 3]")]
    [InlineData("\"\"")]
    [InlineData("-1")]
    [InlineData("99999999999")]
    public void Normalise_ProjectOfOthers_IsForbidden(string project)
    {
        Assert.IsType<QueryResult.Forbidden>(Normalise($$"""{"field": [], "project": {{project}}}"""));
    }

    [Fact]
    public void Normalise_Fields_EndAtFifty()
    {
        string Info(int count) => JsonSerializer.Serialize(new { field = Enumerable.Repeat("id", count), query = "" });

        Assert.Equal(50, Valid(Info(50)).Query.Field.Count);
        Assert.Equal(
            "You can export up to 50 fields at a time. Please delete some and try again.",
            Assert.Single(Assert.IsType<QueryResult.Invalid>(Normalise(Info(51))).Errors).Message);
    }

    [Fact]
    public void Normalise_Defaults_AreFilledIn()
    {
        var query = Valid("""{"field": "title", "query": "x"}""").Query;

        Assert.Equal(["title"], query.Field);
        Assert.Equal([1, 2], query.Project);
        Assert.Equal(["-timestamp"], query.Sort);
        Assert.Equal(("discover", (DateTime?)null, (DateTime?)null, 0), (query.Dataset, query.Start, query.End, query.Environment.Count));
    }

    [Fact]
    public void Normalise_Everything_IsFrozen()
    {
        var query = Valid("""
            {"field": ["tags[new]", "plan", "count(x)", "id"], "query": "a:b", "project": ["shop", "1"], "environment": ["staging", "staging"],
             "start": "2026-11-21T01:30:00+01:00", "end": "2026-11-21 12:00:00.5", "sort": ["timestamp"], "dataset": "errors"}
            """).Query;

        Assert.Equal(["tags[new]", "plan", "count(x)", "id"], query.Field);
        Assert.Equal([1], query.Project);
        Assert.Equal(["staging"], query.Environment);
        Assert.Equal(new DateTime(2026, 11, 21, 0, 30, 0, DateTimeKind.Utc), query.Start);
        Assert.Equal(new DateTime(2026, 11, 21, 12, 0, 0, 500, DateTimeKind.Utc), query.End);
        Assert.Equal(["timestamp"], query.Sort);
        Assert.Equal("errors", query.Dataset);
        Assert.Equal([""], Valid("""{"field": "id", "query": "", "environment": ""}""").Query.Environment);
    }

    [Theory]
    [InlineData("30s", 30)]
    [InlineData("15m", 900)]
    [InlineData("24h", 86_400)]
    [InlineData("7d", 604_800)]
    [InlineData("2w", 1_209_600)]
    [InlineData("0s", 0)]
    public void Normalise_Period_EndsNowAndIsCanonicalAsWritten(string period, int seconds)
    {
        var first = Valid($$"""{"field": "id", "query": "", "statsPeriod": "{{period}}"}""");
        Assert.Equal((_clock.Now.AddSeconds(-seconds), _clock.Now), (first.Query.Start, first.Query.End));

        _clock.Now = _clock.Now.AddHours(1);
        var later = Valid($$"""{"field": "id", "query": "", "statsPeriod": "{{period}}"}""");
        Assert.NotEqual(first.Query.End, later.Query.End);
        Assert.Equal(first.Canonical, later.Canonical);
        Assert.NotEqual(first.Canonical, Valid("""{"field": "id", "query": ""}""").Canonical);
    }

    [Fact]
    public void Normalise_PeriodBetween_CountsBothEndsBack()
    {
        var query = Valid("""{"field": "id", "query": "", "statsPeriodStart": "2d", "statsPeriodEnd": "1d"}""").Query;

        Assert.Equal((_clock.Now.AddDays(-2), _clock.Now.AddDays(-1)), (query.Start, query.End));
    }

    [Fact]
    public async Task Normalise_RelativeSearch_IsFrozenAndCanonicalAsWritten()
    {
        const string info = """{"field": "id", "query": "timestamp:-1h OR is:resolved"}""";
        var first = Valid(info);
        Assert.Equal((_clock.Now, 0L), (first.Query.Now, first.Query.StatusChange));

        _clock.Now = _clock.Now.AddHours(5);
        await _store.Store.Writer.RunAsync(
            session =>
            {
                session.Connection.Execute("UPDATE issues SET status = 'resolved'");
                return 0;
            },
            CancellationToken.None);
        var second = Valid(info);

        Assert.Equal((_clock.Now, 2L), (second.Query.Now, second.Query.StatusChange));
        Assert.Equal(first.Canonical, second.Canonical);
        var stored = JsonSerializer.Deserialize<DiscoverQuery>(JsonSerializer.Serialize(first.Query, QuerySettings.Json), QuerySettings.Json)!;
        Assert.Equal((first.Query.Now, DateTimeKind.Utc, 0L), (stored.Now, stored.Now!.Value.Kind, stored.StatusChange));
        Assert.Equal(2, _store.Rows(stored).Count);
        Assert.Empty(_store.Rows(stored with { Query = "is:resolved" }));
        Assert.Equal((null, null), (Valid("""{"field": "id", "query": "a"}""").Query.Now, Valid("""{"field": "id", "query": "a"}""").Query.StatusChange));
    }

    [Fact]
    public void Normalise_ProjectOfTheSearch_HasToBeOneOfTheQuery()
    {
        Valid("""{"field": "id", "query": "project:back-office"}""");
        var error = Assert.Single(Assert.IsType<QueryResult.Invalid>(Normalise("""{"field": "id", "query": "a project:back-office", "project": "shop"}""")).Errors);

        Assert.Equal(("query_info.query", "This query has no project 'back-office' (at character 11)", 10), (error.Field, error.Message, error.Position));
    }

    [Fact]
    public void Normalise_UnknownMembers_AreNamed()
    {
        Assert.Equal(
            ["query_info.x is not known and was ignored.", "query_info.field2 is not known and was ignored."],
            Valid("""{"field": "id", "x": 1, "query": "", "field2": {}}""").Warnings);
    }

    private QueryResult Normalise(string info)
    {
        var organization = new Organization { Id = 1, Slug = "o", Name = "O" };
        Project[] projects = [new() { Id = 1, Slug = "shop", Name = "S" }, new() { Id = 2, Slug = "back-office", Name = "B" }];
        var access = new OrganizationAccess(new Caller(1, IsInstanceAdmin: false), organization, OrganizationRole.Member, projects, new HashSet<string>());
        return new DiscoverNormaliser(_store.Store, _clock).Normalise(access, JsonElement.Parse(info));
    }

    private (DiscoverQuery Query, string Canonical, IReadOnlyList<string> Warnings) Valid(string info)
    {
        var valid = Assert.IsType<QueryResult.Valid>(Normalise(info));
        return (Assert.IsType<DiscoverQuery>(valid.Query), valid.Canonical, valid.Warnings);
    }
}
