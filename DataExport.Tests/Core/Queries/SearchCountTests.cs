using DataExport.Core.Events;
using DataExport.Core.Queries.Reading;

namespace DataExport.Tests.Core.Queries;

/// <summary>Counting by an index or through all events, whichever costs less: the count is the same.</summary>
public sealed class SearchCountTests : IAsyncLifetime
{
    private const int Days = 20;
    private const int EventsOfDay = 30;
    private readonly TemporaryStore _store = new();

    public async ValueTask InitializeAsync() => await _store.AddAsync(Enumerable.Range(0, Days * EventsOfDay).Select(number =>
    {
        var made = Sample.Event(1 + (number % 3), Sample.Noon + (number / EventsOfDay * 86_400_000_000), number % 10 < 4 ? "needle" : "hay");
        made.Level = number % 2 == 0 ? EventLevel.Error : EventLevel.Info;
        made.Environment = number % 5 == 0 ? "staging" : null;
        return made;
    }));

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData("needle", 20, 1, 3, 240)]
    [InlineData("needle", 10, 3, 3, 120)]
    [InlineData("needle", 20, 3, 1, 80)]
    [InlineData("needle", 12, 1, 3, 144)]
    [InlineData("level:error", 20, 3, 3, 300)]
    [InlineData("needle level:error", 20, 3, 3, 120)]
    [InlineData("level:[error,info]", 20, 3, 3, 600)]
    [InlineData("!needle", 20, 1, 3, 360)]
    [InlineData("", 20, 3, 3, 600)]
    public void Of_MuchOrLittleOfTheStore_CountsTheSame(string search, int days, int statements, int projects, long expected)
    {
        var query = TemporaryStore.Query(search, "id") with { Project = [.. Enumerable.Range(1, projects)], End = Timestamps.ToDateTime(Sample.Noon).AddDays(days - 1).AddHours(1) };
        var bounds = new QueryBounds(_store.Store.CutOff, TemporaryStore.Slugs);
        using var connection = _store.Database.OpenReader();

        Assert.Equal(Math.Min(statements, projects), SearchCount.Of(connection, query, bounds).Count());
        Assert.Equal(expected, _store.Runner.Count(query, bounds, CancellationToken.None));
    }

    [Fact]
    public async Task Of_ManyIds_CountsThemInSlices()
    {
        await _store.ExecuteAsync("UPDATE sqlite_sequence SET seq = 199999 WHERE name = 'events'");
        await _store.AddAsync(Enumerable.Range(0, 667).Select(_ => Sample.Event(message: "needle")));
        await _store.ExecuteAsync("UPDATE project_hours SET times_seen = times_seen * 1000");
        var query = TemporaryStore.Query("needle", "id");
        var bounds = new QueryBounds(_store.Store.CutOff, TemporaryStore.Slugs);
        using var connection = _store.Database.OpenReader();

        Assert.Equal(200_666, bounds.CutOff);
        Assert.Equal(3, SearchCount.Of(connection, query, bounds).Count());
        Assert.Equal(240 + 667, _store.Runner.Count(query, bounds, CancellationToken.None));
        Assert.Equal(240 + 1, _store.Runner.Count(query, bounds with { CutOff = 200_000 }, CancellationToken.None));
        Assert.Equal(2, SearchCount.Of(connection, query, bounds with { CutOff = 200_000 }).Count());
    }

    [Fact]
    public void Of_AnEnvironment_IsASearch()
    {
        var query = TemporaryStore.Query("", "id") with { Environment = ["staging"] };
        using var connection = _store.Database.OpenReader();

        Assert.Single(SearchCount.Of(connection, query, new QueryBounds(_store.Store.CutOff, TemporaryStore.Slugs)));
        Assert.Equal(120, _store.Runner.Count(query, new QueryBounds(_store.Store.CutOff, TemporaryStore.Slugs), CancellationToken.None));
        Assert.Equal(40, _store.Runner.Count(query, new QueryBounds(200, TemporaryStore.Slugs), CancellationToken.None));
    }
}
