using System.Text.Json;
using DataExport.Core.Events;
using DataExport.Core.Organizations;
using DataExport.Core.Queries;
using DataExport.Core.Queries.IssuesByTag;
using DataExport.Core.Queries.Reading;
using DataExport.Core.Queries.Scratch;

namespace DataExport.Tests.Core.Queries;

/// <summary>The values of a tag of an issue, and its users: counted by hand.</summary>
public sealed class IssuesByTagTests : IAsyncLifetime
{
    private static readonly string Noon = "2026-11-21T12:00:00.00000";
    private readonly TemporaryStore _store = new();
    private readonly FakeClock _clock = new();

    public async ValueTask InitializeAsync() => await _store.AddAsync(
        Made(0, "chrome", environment: "staging"), Made(1, "chrome"), Made(2, "firefox"), Made(3, null), Made(4, "Édge"), Made(5, "edge\n\"x\""),
        User(6, id: "7", email: "old@example.com"), User(7, id: "7", email: "new@example.com", ip: "10.0.0.1"), User(7, id: "7", name: "last"),
        User(8, email: "7"), User(9, name: "7"), User(10, ip: "::1"), User(5, email: "7"), Made(0, "other issue", fingerprint: "second"));

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public void Read_Tag_CountsItsValues()
    {
        Assert.Equal(
            [
                $"chrome|2|{Noon}1Z|{Noon}0Z", $"edge\n\"x\"|1|{Noon}5Z|{Noon}5Z", $"firefox|1|{Noon}2Z|{Noon}2Z", $"Édge|1|{Noon}4Z|{Noon}4Z",
            ],
            Rows(Query("browser")));
        Assert.Equal([$"other issue|1|{Noon}0Z|{Noon}0Z"], Rows(Query("browser") with { Group = 2 }));
        Assert.Equal(["value", "times_seen", "last_seen", "first_seen"], Query("browser").Columns);
    }

    [Fact]
    public void Read_User_TakesTheRestFromTheLatestEvent()
    {
        Assert.Equal(
            [
                // Of the two latest of that time the one that came later.
                $"id:7|7|-|last|-|3|{Noon}7Z|{Noon}6Z",
                $"email:7|-|7|-|-|2|{Noon}8Z|{Noon}5Z",
                $"ip:::1|-|-|-|::1|1|2026-11-21T12:00:00.000010Z|2026-11-21T12:00:00.000010Z",
                $"username:7|-|-|7|-|1|{Noon}9Z|{Noon}9Z",
            ],
            Rows(Query("user")));
        Assert.Equal(["value", "id", "email", "username", "ip_address", "times_seen", "last_seen", "first_seen"], Query("user").Columns);
    }

    [Fact]
    public void Read_BoundsAndEnvironments_AreKept()
    {
        var start = Timestamps.ToDateTime(Sample.Noon + 1);

        Assert.Equal([$"chrome|1|{Noon}1Z|{Noon}1Z", $"firefox|1|{Noon}2Z|{Noon}2Z"], Rows(Query("browser") with { Start = start, End = start.AddMicroseconds(2) }));
        Assert.Equal([$"chrome|1|{Noon}0Z|{Noon}0Z"], Rows(Query("browser") with { Environment = ["staging"] }));
        Assert.Equal([$"chrome|2|{Noon}1Z|{Noon}0Z"], Rows(Query("browser"), cutOff: 2));
        Assert.Empty(Rows(Query("browser") with { End = start.AddYears(-1) }));
    }

    [Fact]
    public void Count_IsThatOfTheRows()
    {
        Assert.Equal(4, _store.Runner.Count(Query("browser"), Bounds(), CancellationToken.None));
        Assert.Equal(4, _store.Runner.Count(Query("user"), Bounds(), CancellationToken.None));
        Assert.Equal(0, _store.Runner.Count(Query("user") with { Environment = ["moon"] }, Bounds(), CancellationToken.None));
    }

    [Fact]
    public void Prepare_WhatIsGone_SaysWhat()
    {
        Assert.Equal(new ScratchResult.Missing("Requested issue does not exist"), Prepare(Query("browser") with { Group = 3 }));
        Assert.Equal(new ScratchResult.Missing("Requested issue does not exist"), Prepare(Query("browser") with { Project = 2 }));
        Assert.Equal(new ScratchResult.Missing("Requested key does not exist"), Prepare(Query("Browser")));
        Assert.Equal(new ScratchResult.Missing("Requested key does not exist"), Prepare(Query("user") with { Group = 2 }));
        Assert.Equal(new ScratchResult.Ready(0, IsNew: true), Prepare(Query("browser") with { Environment = ["moon"] }));
    }

    [Theory]
    [InlineData("""{"group": 1, "key": "k"}""", "project", "project is required: give the id or the slug of the issue's project")]
    [InlineData("""{"project": [], "group": 1, "key": "k"}""", "project", "project is required: give the id or the slug of the issue's project")]
    [InlineData("""{"project": {}, "group": 1, "key": "k"}""", "project", "project must be a string, a whole number, or a list of them, not an object")]
    [InlineData("""{"project": [1, 2], "group": 1, "key": "k"}""", "project", "project must be one project: that of the issue")]
    [InlineData("""{"project": 1, "key": "k"}""", "group", "Invalid group ID")]
    [InlineData("""{"project": 1, "group": "x", "key": "k"}""", "group", "Invalid group ID")]
    [InlineData("""{"project": 1, "group": -1, "key": "k"}""", "group", "Invalid group ID")]
    [InlineData("""{"project": 1, "group": 0, "key": "k"}""", "group", "Invalid group ID")]
    [InlineData("""{"project": 1, "group": [1, 2], "key": "k"}""", "group", "Invalid group ID")]
    [InlineData("""{"project": 1, "group": 99999999999999999999, "key": "k"}""", "group", "Invalid group ID")]
    [InlineData("""{"project": 1, "group": true, "key": "k"}""", "group", "Invalid group ID")]
    [InlineData("""{"project": 1, "group": 3.5, "key": "k"}""", "group", "Invalid group ID")]
    [InlineData("""{"project": 1, "group": 1e30, "key": "k"}""", "group", "Invalid group ID")]
    [InlineData("""{"project": 1, "group": {}, "key": "k"}""", "group", "Invalid group ID")]
    [InlineData("""{"project": 1, "group": [[1]], "key": "k"}""", "group", "Invalid group ID")]
    [InlineData("""{"project": 1, "group": [], "key": "k"}""", "group", "Invalid group ID")]
    [InlineData("""{"project": 1, "group": null, "key": "k"}""", "group", "Invalid group ID")]
    [InlineData("""{"project": 1, "group": "\ud800", "key": "k"}""", "group", "Invalid group ID")]
    [InlineData("""{"project": 1, "group": 1}""", "key", "key is required: give the key of a tag, or user")]
    [InlineData("""{"project": 1, "group": 1, "key": ""}""", "key", "key is required: give the key of a tag, or user")]
    [InlineData("""{"project": 1, "group": 1, "key": 5}""", "key", "key must be a string, not 5")]
    [InlineData("""{"project": 1, "group": 1, "key": "k", "environment": "moon"}""", "environment", "Environment 'moon' does not exist")]
    [InlineData("""{"project": 1, "group": 1, "key": "k", "statsPeriod": "x"}""", "statsPeriod", "Invalid statsPeriod: 'x'")]
    public void Normalise_Wrong_SaysItOnceAtTheMember(string info, string member, string message)
    {
        var error = Assert.Single(Assert.IsType<QueryResult.Invalid>(Normalise(info)).Errors);

        Assert.Equal(($"query_info.{member}", message), (error.Field, error.Message));
    }

    [Fact]
    public void Normalise_Valid_IsFrozen()
    {
        var valid = Assert.IsType<QueryResult.Valid>(Normalise("""{"project": "shop", "group": "12", "key": "user", "environment": "staging", "statsPeriod": "1h", "x": 1}"""));
        var query = Assert.IsType<IssuesByTagQuery>(valid.Query);

        Assert.Equal((1, 12L, "user", _clock.Now.AddHours(-1), _clock.Now), (query.Project, query.Group, query.Key, query.Start, query.End));
        Assert.Equal(["staging"], query.Environment);
        Assert.Equal(["query_info.x is not known and was ignored."], valid.Warnings);
        Assert.IsType<QueryResult.Forbidden>(Normalise("""{"project": 3, "group": 1, "key": "k"}"""));
        Assert.Equal("query_info", Assert.Single(Assert.IsType<QueryResult.Invalid>(Normalise("[]")).Errors).Field);
    }

    private static IssuesByTagQuery Query(string key) => new() { Project = 1, Group = 1, Key = key };

    private static NewEvent Made(long offset, string? browser, string? environment = null, string fingerprint = "first")
    {
        var made = Sample.Event(1, Sample.Noon + offset, "m", ("browser", browser ?? ""));
        (made.Fingerprint, made.Environment) = (fingerprint, environment);
        return made;
    }

    private static NewEvent User(long offset, string? id = null, string? email = null, string? name = null, string? ip = null)
    {
        var made = Made(offset, null);
        (made.UserId, made.UserEmail, made.UserName, made.UserIp) = (id, email, name, ip);
        return made;
    }

    private QueryBounds Bounds(long? cutOff = null) => new(cutOff ?? _store.Store.CutOff, TemporaryStore.Slugs);

    private ScratchResult Prepare(IssuesByTagQuery query) => _store.Runner.Prepare(Guid.NewGuid().ToString("N"), query, Bounds(), CancellationToken.None);

    private List<string> Rows(IssuesByTagQuery query, long? cutOff = null) =>
        [.. _store.Rows(query, cutOff).Select(row => string.Join('|', row.Select(cell => cell ?? "-")))];

    private QueryResult Normalise(string info)
    {
        var organization = new Organization { Id = 1, Slug = "o", Name = "O" };
        Project[] projects = [new() { Id = 1, Slug = "shop", Name = "S" }, new() { Id = 2, Slug = "back-office", Name = "B" }];
        var access = new OrganizationAccess(new Caller(1, IsInstanceAdmin: false), organization, OrganizationRole.Member, projects, new HashSet<string>());
        return new IssuesByTagNormaliser(_store.Store, _clock).Normalise(access, JsonElement.Parse(info));
    }
}
