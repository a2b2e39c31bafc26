using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using DataExport.Core.Events;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;

namespace DataExport.Tests.Api;

/// <summary><c>events/</c>, <c>events-stats/</c> and one event, over HTTP.</summary>
public sealed partial class EventTests(ServerFixture server)
{
    private const long FirstSecond = 1_767_225_600;

    [Fact]
    public async Task List_Rows_HaveTypedValuesAndTheirTypes()
    {
        var (slug, api, project) = await SetUpAsync(1, (added, _) =>
        {
            added.ErrorHandled = true;
            added.Tags.Add(new("n", "1.10"));
        });

        var answer = await api.GetAsync($"organizations/{slug}/events/?field=message&field=project.id&field=error.handled&field=tags[n]&field=dist&field=timestamp");

        answer.ExpectJson(
            HttpStatusCode.OK,
            """
            {"data":[{"message":"message 0","project.id":PROJECT,"error.handled":true,"tags[n]":"1.10","dist":null,"timestamp":"2026-01-01T00:00:00.000000Z"}],"meta":{"fields":{"message":"string","project.id":"integer","error.handled":"boolean","tags[n]":"string","dist":"string","timestamp":"date"}}}
            """.Replace("PROJECT", $"{project.Id}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_ExtraData_KeepsItsTypesAlsoInGroups()
    {
        string[] extras = ["""{"n": 12345678901234567890, "m": 1, "b": true}""", """{"n": 1.10, "m": "1", "t": "x"}""", """{"n": 9}"""];
        var (slug, api, _) = await SetUpAsync(3, (added, number) => added.Extra = extras[number]);

        var grouped = await api.GetAsync($"organizations/{slug}/events/?field=extra.n&field=extra.m&field=extra.b&field=extra.t&field=extra.none&field=any(extra.n)&field=max(extra.n)&field=count()&sort=-extra.n");
        var rows = await api.GetAsync($"organizations/{slug}/events/?field=extra.m&sort=-extra.m");

        grouped.ExpectJson(
            HttpStatusCode.OK,
            """
            {"data":[{"extra.n":12345678901234567890,"extra.m":1,"extra.b":true,"extra.t":null,"extra.none":null,"any(extra.n)":12345678901234567890,"max(extra.n)":12345678901234567890,"count()":1},{"extra.n":9,"extra.m":null,"extra.b":null,"extra.t":null,"extra.none":null,"any(extra.n)":9,"max(extra.n)":9,"count()":1},{"extra.n":1.10,"extra.m":"1","extra.b":null,"extra.t":"x","extra.none":null,"any(extra.n)":1.10,"max(extra.n)":1.1,"count()":1}],"meta":{"fields":{"extra.n":"number","extra.m":"mixed","extra.b":"boolean","extra.t":"string","extra.none":"string","any(extra.n)":"number","max(extra.n)":"number","count()":"integer"}}}
            """);
        rows.ExpectJson(HttpStatusCode.OK, """{"data":[{"extra.m":"1"},{"extra.m":1},{"extra.m":null}],"meta":{"fields":{"extra.m":"mixed"}}}""");
    }

    [Theory]
    [InlineData("-timestamp")]
    [InlineData("timestamp")]
    public async Task List_Pages_AreStableWhileEventsArriveAndLeadBothWays(string sort)
    {
        // Two events of each instant, so that the time alone cannot tell rows apart.
        var (slug, api, project) = await SetUpAsync(10);
        await server.AddEventsAsync(project.Id, 10, (added, number) => added.Message = $"twin {number}");
        var address = $"organizations/{slug}/events/?field=message&sort={sort}&per_page=7";
        var first = await api.GetAsync(address);
        var all = (await api.GetAsync($"organizations/{slug}/events/?field=message&sort={sort}")).Json.GetProperty("data").EnumerateArray().Select(Message).ToList();
        await server.AddEventsAsync(project.Id, 5, (added, number) => added.Message = $"late {number}");

        var second = await api.GetAsync(Link(first, "next").Address);
        var third = await api.GetAsync(Link(second, "next").Address);
        var back = await api.GetAsync(Link(third, "previous").Address);
        var start = await api.GetAsync(Link(back, "previous").Address);

        Assert.Equal(20, all.Count);
        Assert.Equal(all, new[] { first, second, third }.SelectMany(Messages));
        Assert.Equal(Messages(second), Messages(back));
        Assert.Equal(Messages(first), Messages(start));
        Assert.Equal((false, true), (Link(first, "previous").Results, Link(first, "next").Results));
        Assert.Equal((true, true), (Link(second, "previous").Results, Link(second, "next").Results));
        Assert.Equal((true, false), (Link(third, "previous").Results, Link(third, "next").Results));
        Assert.Equal((false, true), (Link(start, "previous").Results, Link(start, "next").Results));
    }

    [Fact]
    public async Task List_Groups_PageBothWaysAndHaveTheirTypes()
    {
        var (slug, api, project) = await SetUpAsync(25, (added, number) => added.Tags.Add(new("n", $"{number % 10}")));
        var address = $"organizations/{slug}/events/?field=tags[n]&field=count()&field=max(tags[n])&field=last_seen()&sort=tags[n]&per_page=4";
        static IEnumerable<string> Rows(ApiAnswer answer) =>
            answer.Expect(HttpStatusCode.OK).Json.GetProperty("data").EnumerateArray().Select(row => $"{row.GetProperty("tags[n]")}:{row.GetProperty("count()")}");

        var first = await api.GetAsync(address);
        await server.AddEventsAsync(project.Id, 5, (added, _) => added.Tags.Add(new("n", "00")));
        var second = await api.GetAsync(Link(first, "next").Address);
        var third = await api.GetAsync(Link(second, "next").Address);
        var back = await api.GetAsync(Link(third, "previous").Address);
        var start = await api.GetAsync(Link(back, "previous").Address);

        Assert.Equal("""{"fields":{"tags[n]":"string","count()":"integer","max(tags[n])":"number","last_seen()":"date"}}""", first["meta"]);
        Assert.Equal(["0:3", "1:3", "2:3", "3:3", "4:3", "5:2", "6:2", "7:2", "8:2", "9:2"], new[] { first, second, third }.SelectMany(Rows));
        Assert.Equal(Rows(second), Rows(back));
        Assert.Equal(Rows(first), Rows(start));
        Assert.Equal((false, true), (Link(first, "previous").Results, Link(first, "next").Results));
        Assert.Equal((true, false), (Link(third, "previous").Results, Link(third, "next").Results));
        Assert.Equal((false, true), (Link(start, "previous").Results, Link(start, "next").Results));
    }

    [Fact]
    public async Task List_SearchPeriodAndEnvironment_Narrow()
    {
        var (slug, api, _) = await SetUpAsync(10, (added, number) => added.Environment = number < 4 ? "staging" : "production");
        async Task<int> CountAsync(string query) =>
            (await api.GetAsync($"organizations/{slug}/events/?field=id&{query}")).Expect(HttpStatusCode.OK).Json.GetProperty("data").GetArrayLength();

        Assert.Equal(4, await CountAsync("environment=staging"));
        Assert.Equal(10, await CountAsync("environment=staging&environment=production"));
        Assert.Equal(1, await CountAsync("query=message%207&project=shop"));
        Assert.Equal(3, await CountAsync("start=2026-01-01T00:00:02&end=2026-01-01T00:00:05"));
        Assert.Equal(0, await CountAsync("statsPeriod=1h"));
    }

    [Theory]
    [InlineData("field=id&colour=red", """{"detail":"Unknown query parameter 'colour'. Allowed: cursor, end, environment, field, per_page, project, query, sort, start, statsPeriod, statsPeriodEnd, statsPeriodStart."}""")]
    [InlineData("query=", """{"field":["at least one field is required to export"]}""")]
    [InlineData("field=id&statsPeriod=x&environment=none", """{"statsPeriod":["Invalid statsPeriod: 'x'"],"environment":["Environment 'none' does not exist"]}""")]
    [InlineData("field=id&per_page=101", """{"detail":"Invalid per_page value. Must be between 1 and 100."}""")]
    [InlineData("field=id&cursor=1:2", """{"detail":"Invalid cursor parameter."}""")]
    [InlineData("field=id&cursor=1:x.y:0", """{"detail":"Invalid cursor parameter."}""")]
    [InlineData("field=id&cursor=-1::0", """{"detail":"Invalid cursor parameter."}""")]
    public async Task List_WrongParameter_IsNamed(string query, string answer)
    {
        var (slug, api, _) = await SetUpAsync(1);

        (await api.GetAsync($"organizations/{slug}/events/?{query}")).ExpectJson(HttpStatusCode.BadRequest, answer);
    }

    [Fact]
    public async Task List_ProjectOfOthers_IsForbidden()
    {
        var (slug, api, _) = await SetUpAsync(1);
        var (_, _, foreign) = await SetUpAsync(1);

        (await api.GetAsync($"organizations/{slug}/events/?field=id&project={foreign.Id}")).Expect(HttpStatusCode.Forbidden);
        (await api.GetAsync($"organizations/{slug}/events-stats/?project={foreign.Id}")).Expect(HttpStatusCode.Forbidden);
        (await api.GetAsync($"organizations/{slug}/events/?field=id&project=nothing")).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task List_NoRows_LeadsNowhere()
    {
        var (slug, api, _) = await SetUpAsync(0);

        var answer = await api.GetAsync($"organizations/{slug}/events/?field=id");

        Assert.Equal("[]", answer.Expect(HttpStatusCode.OK)["data"]);
        Assert.Equal((false, false), (Link(answer, "previous").Results, Link(answer, "next").Results));
        Assert.Equal("[]", (await api.GetAsync(Link(answer, "previous").Address)).Expect(HttpStatusCode.OK)["data"]);
    }

    [Fact]
    public async Task Stats_Buckets_HoldEveryEventAndTheEmptyOnesBetween()
    {
        var (slug, api, _) = await SetUpAsync(130);

        var answer = await api.GetAsync($"organizations/{slug}/events-stats/?interval=1m&start=2026-01-01T00:00:30&end=2026-01-01T00:04:00&query=!message:%22message%2031%22");

        answer.ExpectJson(
            HttpStatusCode.OK,
            $$"""{"data":[[{{FirstSecond}},[{"count":29}]],[{{FirstSecond + 60}},[{"count":60}]],[{{FirstSecond + 120}},[{"count":10}]],[{{FirstSecond + 180}},[{"count":0}]]],"start":{{FirstSecond}},"end":{{FirstSecond + 240}}}""");
    }

    [Fact]
    public async Task Stats_WithoutAPeriod_SpansAllEventsInFewBuckets()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        await server.AddEventsAsync((await server.People.AddProjectAsync(slug, owner, "shop")).Id, 3);
        var api = server.Api(owner.Token);
        var other = await server.People.AddProjectAsync(slug, owner, "other");
        await server.AddEventsAsync(other.Id, 1);

        var all = (await api.GetAsync($"organizations/{slug}/events-stats/")).Expect(HttpStatusCode.OK).Json.GetProperty("data").EnumerateArray().ToList();

        Assert.InRange(all.Count, 1, 101);
        Assert.Equal(4, all.Sum(bucket => bucket[1][0].GetProperty("count").GetInt32()));
        Assert.Equal(FirstSecond, all[0][0].GetInt64());
    }

    [Theory]
    [InlineData("interval=0s", """{"interval":["Invalid interval: '0s'. Use a number with s, m, h, d or w, such as 1h."]}""")]
    [InlineData("interval=soon", """{"interval":["Invalid interval: 'soon'. Use a number with s, m, h, d or w, such as 1h."]}""")]
    [InlineData("interval=1s&statsPeriod=1d", """{"interval":["Your interval and date range would create too many results. Use a larger interval, or a smaller date range."]}""")]
    [InlineData("query=(", """{"query":["A term is missing here (at character 2)"]}""")]
    [InlineData("field=id", """{"detail":"Unknown query parameter 'field'. Allowed: end, environment, interval, project, query, start, statsPeriod, statsPeriodEnd, statsPeriodStart."}""")]
    public async Task Stats_WrongParameter_IsNamed(string query, string answer)
    {
        var (slug, api, _) = await SetUpAsync(1);

        (await api.GetAsync($"organizations/{slug}/events-stats/?{query}")).ExpectJson(HttpStatusCode.BadRequest, answer);
    }

    [Fact]
    public async Task Stats_FirstMomentOfTheCalendar_IsNoError()
    {
        var (slug, api, _) = await SetUpAsync(1);

        (await api.GetAsync($"organizations/{slug}/events-stats/?start=0001-01-01&end=9999-12-31")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Read_Event_IsWhole()
    {
        var (slug, api, project) = await SetUpAsync(1, (added, _) =>
        {
            added.Tags.Add(new("colour", "red"));
            (added.UserEmail, added.HttpUrl, added.ErrorType, added.ErrorHandled) = ("a@example.com", "/pay", "KeyError", false);
            (added.Contexts, added.Extra, added.Payload) = ("""{"os":{"name":"Linux"}}""", """{"total":1.10}""", """{"breadcrumbs":[]}""");
        });
        var id = (await api.GetAsync($"organizations/{slug}/events/?field=id")).Json.GetProperty("data")[0].GetProperty("id").GetString()!;

        var found = (await api.GetAsync($"projects/{slug}/shop/events/{id}/")).Expect(HttpStatusCode.OK);

        Assert.Equal((id, id, $"{project.Id}", "message 0"), (found["id"], found["eventID"], found["projectID"], found["message"]));
        Assert.Equal("""[{"key":"colour","value":"red"}]""", found["tags"]);
        Assert.Equal("""{"id":null,"email":"a@example.com","username":null,"ip_address":null}""", found["user"]);
        Assert.Equal("""{"type":"KeyError","value":null,"handled":false}""", found["error"]);
        Assert.Equal(("""{"os":{"name":"Linux"}}""", """{"total":1.10}""", """{"breadcrumbs":[]}"""), (found["contexts"], found["extra"], found["payload"]));
        Assert.Equal(found.Text, (await api.GetAsync($"projects/{slug}/{project.Id}/events/{Guid.Parse(id)}/")).Text);
        (await api.GetAsync($"projects/{slug}/shop/events/{new string('0', 32)}/")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Read_EventOfOthers_Is404()
    {
        var (slug, api, _) = await SetUpAsync(1);
        var (otherSlug, stranger, _) = await SetUpAsync(1);
        var id = (await api.GetAsync($"organizations/{slug}/events/?field=id")).Json.GetProperty("data")[0].GetProperty("id").GetString()!;

        (await stranger.GetAsync($"projects/{slug}/shop/events/{id}/")).Expect(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"projects/{otherSlug}/shop/events/{id}/")).Expect(HttpStatusCode.NotFound);
    }

    private async Task<(string Slug, ApiClient Api, Project Project)> SetUpAsync(int events, Action<NewEvent, int>? change = null)
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var project = await server.People.AddProjectAsync(slug, owner, "shop");
        await server.AddEventsAsync(project.Id, events, change);
        return (slug, server.Api(owner.Token), project);
    }

    private static string? Message(JsonElement row) => row.GetProperty("message").GetString();

    private static IEnumerable<string?> Messages(ApiAnswer answer) => answer.Expect(HttpStatusCode.OK).Json.GetProperty("data").EnumerateArray().Select(Message);

    private static (string Address, bool Results) Link(ApiAnswer answer, string relation)
    {
        var match = Relation().Matches(answer.Header("Link")!).Single(found => found.Groups[2].Value == relation);
        return (new Uri(match.Groups[1].Value).PathAndQuery, match.Groups[3].Value == "true");
    }

    [GeneratedRegex("""<([^>]+)>; rel="(\w+)"; results="(\w+)"; cursor="[^"]+"(?:, |$)""")]
    private static partial Regex Relation();
}
