using DataExport.Core.Events;
using DataExport.Core.Queries.Compilation;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.Estimating;
using DataExport.Core.Queries.Reading;

namespace DataExport.Tests.Core.Queries;

/// <summary>How many rows to expect: counted while there is time, guessed from a sample otherwise.</summary>
public sealed class RowEstimateTests : IAsyncDisposable
{
    private const long Hour = 3_600_000_000;
    private readonly TemporaryStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Estimate_WithTime_Counts()
    {
        await _store.AddAsync(Enumerable.Range(0, 30).Select(index => Sample.Event(message: index < 7 ? "needle" : "hay")));

        Assert.Equal(new RowEstimate(7, IsExact: true), Estimates(TimeProvider.System).Estimate(TemporaryStore.Query("needle", "id"), Bounds, CancellationToken.None));
    }

    [Fact]
    public async Task Estimate_WithoutAnyTime_GivesEveryEventOfThePeriodAndSaysThatItGuesses()
    {
        await _store.AddAsync(Enumerable.Range(0, 30).Select(index => Sample.Event(timestamp: Sample.Noon + (index * Hour))));
        var query = TemporaryStore.Query("needle", "id") with { Start = Timestamps.ToDateTime(Sample.Noon), End = Timestamps.ToDateTime(Sample.Noon + (9 * Hour)) };

        // The hour of the end belongs to it, for the roll-up knows nothing finer.
        Assert.Equal(new RowEstimate(10, IsExact: false), Estimates(new HurriedClock()).Estimate(query, Bounds, CancellationToken.None));
    }

    [Fact]
    public async Task Estimate_GroupsWithoutAnyTime_AreNotKnown()
    {
        await _store.AddAsync(Sample.Event());

        Assert.Null(Estimates(new HurriedClock()).Estimate(TemporaryStore.Query("", "level", "count()"), Bounds, CancellationToken.None));
        Assert.Equal(new RowEstimate(1, true), Estimates(TimeProvider.System).Estimate(TemporaryStore.Query("", "level", "count()"), Bounds, CancellationToken.None));
    }

    [Fact]
    public async Task Estimate_CallerGone_Ends()
    {
        await _store.AddAsync(Sample.Event());

        Assert.ThrowsAny<OperationCanceledException>(() => Estimates(TimeProvider.System).Estimate(TemporaryStore.Query("", "id"), Bounds, new CancellationToken(true)));
    }

    [Fact]
    public async Task Sample_BusyAndQuietHours_WeighByTheirEvents()
    {
        // 9,000 events in one hour, one in a hundred of them a hit; 1,000 over a hundred hours, all of them hits.
        await _store.AddAsync(Enumerable.Range(0, 9_000).Select(index => Sample.Event(timestamp: Sample.Noon + (index * 300_000L), message: index % 100 == 0 ? "needle" : "hay")));
        await _store.AddAsync(Enumerable.Range(0, 1_000).Select(index => Sample.Event(2, Sample.Noon + Hour + (index * Hour / 10), "needle")));

        Assert.InRange(SampleOf(TemporaryStore.Query("needle", "id")), 1_090 * 0.8, 1_090 * 1.2);
    }

    [Fact]
    public async Task Sample_AllOfOneInstant_AreSeen()
    {
        await _store.AddAsync(Enumerable.Range(0, 1_000).Select(index => Sample.Event(message: index % 2 == 0 ? "needle" : "hay")));

        Assert.Equal(500, SampleOf(TemporaryStore.Query("needle", "id")));
    }

    [Fact]
    public async Task Sample_PeriodEndsWithinAnHour_CountsOnlyWhatIsInside()
    {
        await _store.AddAsync(Enumerable.Range(0, 3_600).Select(index => Sample.Event(timestamp: Sample.Noon + (index * 1_000_000L))));
        var query = TemporaryStore.Query("", "id") with { Start = Timestamps.ToDateTime(Sample.Noon), End = Timestamps.ToDateTime(Sample.Noon + (Hour / 4)) };

        Assert.InRange(SampleOf(query), 900 * 0.85, 900 * 1.15);
    }

    [Fact]
    public void Sample_NoEvents_IsNone() => Assert.Equal(0, SampleOf(TemporaryStore.Query("", "id")));

    private QueryBounds Bounds => new(_store.Store.CutOff, TemporaryStore.Slugs);

    private RowEstimates Estimates(TimeProvider clock) => new(_store.Store, _store.Runner, clock);

    private long SampleOf(DiscoverQuery query)
    {
        using var connection = _store.Store.OpenReader();
        using var sample = new RowSample(
            connection, query, DiscoverCompiler.AppendCondition(new SqlText(), query, _store.Store.CutOff, TemporaryStore.Slugs));
        return sample.Estimate(CancellationToken.None);
    }
}
