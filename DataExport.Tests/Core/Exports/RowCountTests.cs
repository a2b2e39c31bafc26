using DataExport.Core.Exports;
using DataExport.Core.Exports.Generating;
using DataExport.Core.Exports.Queue;
using DataExport.Core.Queries.Estimating;
using DataExport.Core.Queries.Reading;

namespace DataExport.Tests.Core.Exports;

/// <summary>What a file is compared with is counted, however people following it were told of it first.</summary>
public sealed class RowCountTests : IAsyncDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly GenerationProgress _progress = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData(30L)]
    public async Task WaitAsync_OnlyAGuessAtFirst_Counts(long? guessed)
    {
        await AddAsync();
        await using var count = Begin(new HurriedClock(), Export(guessed, limit: null));

        Assert.Equal(7, await count.WaitAsync());
        Assert.Equal(7, _progress.Estimate);
    }

    [Fact]
    public async Task WaitAsync_FewerAreAskedFor_CountsAllAndTellsOfThose()
    {
        await AddAsync();
        await using var count = Begin(TimeProvider.System, Export(guessed: null, limit: 3));

        Assert.Equal(7, await count.WaitAsync());
        Assert.Equal(3, _progress.Estimate);
    }

    [Fact]
    public async Task WaitAsync_Cancelled_SaysSo()
    {
        await AddAsync();
        await using var count = Begin(TimeProvider.System, Export(guessed: 30, limit: null), new CancellationToken(true));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(count.WaitAsync);
        Assert.Null(_progress.Estimate);
    }

    private Task AddAsync() => _store.AddAsync(Enumerable.Range(0, 30).Select(index => Sample.Event(message: index < 7 ? "needle" : "hay")));

    private RowCount Begin(TimeProvider clock, Export export, CancellationToken cancellationToken = default)
    {
        var job = new FileJob(
            export, new ExportClaim(export.Id, 1, "test"), TemporaryStore.Query("needle", "id"), new QueryBounds(_store.Store.CutOff, TemporaryStore.Slugs),
            new ExportLimits(1000, 1_000_000, 10));
        return new RowCount(job, new RowEstimates(_store.Store, _store.Runner, clock), _progress, cancellationToken);
    }

    private static Export Export(long? guessed, long? limit) => new()
    {
        Id = "1", Name = "Needles", RequestedQuery = "{}", FrozenQuery = "{}", Options = new ExportOptions(), DedupeKey = "1", RowsEstimate = guessed, Limit = limit,
    };
}
