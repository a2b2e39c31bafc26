using DataExport.Tests.Support;
using DataExport.Web.Components.Exports;

namespace DataExport.Tests.Components;

/// <summary>Pages that ask for the same at the same time.</summary>
public sealed class SharedReadingTests
{
    private readonly List<TaskCompletionSource<int>> _readings = [];

    [Fact]
    public async Task ReadAsync_ManyAskWhileOneIsRead_GetWhatIsReadAfterTheyAsked()
    {
        var shared = new SharedReading<string, int>(_ => Begin());
        var early = shared.ReadAsync("a", CancellationToken.None);
        await BegunAsync(1);
        var late = Enumerable.Range(0, 100).Select(_ => shared.ReadAsync("a", CancellationToken.None)).ToList();

        _readings[0].SetResult(1);
        Assert.Equal(1, await early.WaitAsync(Eventually.Deadline));
        await BegunAsync(2);
        Assert.All(late, reading => Assert.False(reading.IsCompleted));
        _readings[1].SetResult(2);

        Assert.All(await Task.WhenAll(late).WaitAsync(Eventually.Deadline), found => Assert.Equal(2, found));
        Assert.Equal(2, _readings.Count);
    }

    [Fact]
    public async Task ReadAsync_SomethingElse_IsReadAtOnce()
    {
        var shared = new SharedReading<string, int>(_ => Begin());
        _ = shared.ReadAsync("a", CancellationToken.None);
        _ = shared.ReadAsync("b", CancellationToken.None);

        await BegunAsync(2);
    }

    [Fact]
    public async Task ReadAsync_OneNoLongerWaits_TheOthersGetWhatIsRead()
    {
        var shared = new SharedReading<string, int>(_ => Begin());
        using var gone = new CancellationTokenSource();
        var first = shared.ReadAsync("a", gone.Token);
        await BegunAsync(1);
        var second = shared.ReadAsync("a", gone.Token);
        var third = shared.ReadAsync("a", CancellationToken.None);
        await gone.CancelAsync();
        _readings[0].SetResult(1);
        await BegunAsync(2);
        _readings[1].SetResult(2);

        await Assert.ThrowsAsync<TaskCanceledException>(() => first);
        await Assert.ThrowsAsync<TaskCanceledException>(() => second);
        Assert.Equal(2, await third.WaitAsync(Eventually.Deadline));
    }

    [Fact]
    public async Task ReadAsync_AReadingFails_ItsOwnAskersAreToldAndTheNextReadsAgain()
    {
        var shared = new SharedReading<string, int>(_ => Begin());
        var first = shared.ReadAsync("a", CancellationToken.None);
        await BegunAsync(1);
        var second = shared.ReadAsync("a", CancellationToken.None);
        _readings[0].SetException(new InvalidOperationException("broken"));
        await BegunAsync(2);
        _readings[1].SetResult(2);

        await Assert.ThrowsAsync<InvalidOperationException>(() => first.WaitAsync(Eventually.Deadline));
        Assert.Equal(2, await second.WaitAsync(Eventually.Deadline));
        _ = shared.ReadAsync("a", CancellationToken.None);
        await BegunAsync(3);
    }

    private Task<int> Begin()
    {
        lock (_readings)
        {
            _readings.Add(new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously));
            return _readings[^1].Task;
        }
    }

    private Task BegunAsync(int count) => Eventually.TrueAsync(() => { lock (_readings) { return _readings.Count == count; } }, $"{count} readings have begun");
}
