using DataExport.Core.Events;
using DataExport.Core.Events.Issues;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;

namespace DataExport.Tests.Core.Events;

/// <summary>Resolving and ignoring issues, and the event that an issue shows.</summary>
public sealed class IssueActionsTests : IAsyncLifetime
{
    private EventStoreHome _home = null!;
    private IssueCatalogue _issues = null!;
    private IssueActions _actions = null!;

    public ValueTask InitializeAsync()
    {
        _home = new EventStoreHome();
        _issues = new IssueCatalogue(_home.Store);
        _actions = new IssueActions(_home.Store, _issues);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _home.DisposeAsync();

    [Theory]
    [InlineData(IssueStatus.Resolved)]
    [InlineData(IssueStatus.Ignored)]
    [InlineData(IssueStatus.Unresolved)]
    public async Task SetStatus_OfAnIssue_IsOnDisk(string status)
    {
        var id = await AddAsync(EventStoreHome.ProjectId);

        var done = Assert.IsType<IssueActionResult.Done>(await _actions.SetStatusAsync(EventStoreHome.Access, id, status, CancellationToken.None));

        Assert.Equal(status, done.Issue.Status);
        Assert.Equal([status], _home.Query("SELECT status FROM issues"));
    }

    [Fact]
    public async Task SetStatus_WithoutTheRight_ChangesNothing()
    {
        var (mine, others) = (await AddAsync(EventStoreHome.ProjectId), await AddAsync(EventStoreHome.ProjectId + 1));
        var reader = EventStoreHome.Access with { EffectiveScopes = new HashSet<string> { Scopes.EventRead } };

        Assert.IsType<IssueActionResult.Forbidden>(await _actions.SetStatusAsync(reader, mine, IssueStatus.Resolved, CancellationToken.None));
        Assert.IsType<IssueActionResult.NotFound>(await _actions.SetStatusAsync(EventStoreHome.Access, others, IssueStatus.Resolved, CancellationToken.None));
        Assert.IsType<IssueActionResult.NotFound>(await _actions.SetStatusAsync(EventStoreHome.Access, others + 1, IssueStatus.Resolved, CancellationToken.None));
        Assert.Equal([IssueStatus.Unresolved, IssueStatus.Unresolved], _home.Query("SELECT status FROM issues"));
    }

    [Fact]
    public async Task LatestEvent_OfAnIssue_IsTheLastThatHappened()
    {
        var id = await AddAsync(EventStoreHome.ProjectId, 5, change: added => (added.Release, added.Payload) = ("1.2", """{"exception": [{"type": "E"}]}"""));
        await AddAsync(EventStoreHome.ProjectId, 3);

        var latest = _issues.LatestEvent(id)!;

        Assert.Equal(new DateTime(1970, 1, 1, 0, 0, 5, DateTimeKind.Utc), latest.Timestamp);
        Assert.Equal(("boom", "error"), (latest.Message, latest.Level));
        Assert.Equal([new("environment", "production"), new("release", "1.2")], latest.Facts);
        Assert.Equal("E", Assert.Single(latest.Exceptions).Type);
        Assert.Equal(latest.EventId, Assert.Single(_home.Query("SELECT lower(hex(event_id)) FROM events WHERE release = '1.2'")));
        Assert.Null(_issues.LatestEvent(id + 1));
    }

    // All of a project's events make one issue.
    private async Task<long> AddAsync(int projectId, int seconds = 0, Action<NewEvent>? change = null)
    {
        var added = new NewEvent { ProjectId = projectId, EventId = EventId.Create(TimeProvider.System), Timestamp = seconds * 1_000_000L, Received = 0, Message = "boom" };
        change?.Invoke(added);
        await _home.Store.Writer.RunAsync(session => session.Insert(added), CancellationToken.None);
        return _issues.List(new IssueFilter { ProjectIds = [projectId] }).Items[0].Id;
    }
}
