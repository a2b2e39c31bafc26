using System.Threading.Channels;

namespace DataExport.Web.Components.Exports;

/// <summary>Keeps an open page up to date: refreshes it when something changes, and every now and then for what only time changes.</summary>
public sealed class LiveUpdates : IAsyncDisposable
{
    // Several changes within this time make one refresh. On a machine that has much to do a refresh takes long, and then they are fewer.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private const int PauseForWork = 10;
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(20);

    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _end;
    private readonly IDisposable _subscription;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _pause;
    private readonly Task _loop;

    /// <summary>Subscribes, and refreshes until disposed.</summary>
    /// <param name="subscribe">Subscribes to a change feed.</param>
    /// <param name="clock">Measures the pauses.</param>
    /// <param name="refreshAsync">Reads anew and renders; called one at a time.</param>
    /// <param name="stopping">The server stops: what a refresh reads from is about to go.</param>
    /// <param name="pause">How long to wait after a refresh, at least; null for the usual.</param>
    public LiveUpdates(
        Func<Action, IDisposable> subscribe, TimeProvider clock, Func<CancellationToken, Task> refreshAsync, CancellationToken stopping, TimeSpan? pause = null)
    {
        _clock = clock;
        _end = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _pause = pause ?? Pause;
        _subscription = subscribe(() => _changes.Writer.TryWrite(true));
        _loop = RunAsync(refreshAsync, _end.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _subscription.Dispose();
        await _end.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task RunAsync(Func<CancellationToken, Task> refreshAsync, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await WaitAsync(cancellationToken);
            var started = _clock.GetTimestamp();
            await refreshAsync(cancellationToken);
            await Task.Delay(PauseAfter(_clock.GetElapsedTime(started)), _clock, cancellationToken);
        }
    }

    private TimeSpan PauseAfter(TimeSpan refresh)
    {
        var wanted = refresh * PauseForWork < LongestPause ? refresh * PauseForWork : LongestPause;
        return wanted > _pause ? wanted : _pause;
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(AtLeastEvery, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await _changes.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing changed for a while; what depends on the clock alone is refreshed anyway.
        }
    }
}
