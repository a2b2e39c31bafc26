using System.Threading.Channels;
using DataExport.Core.Exports.Notifying;

namespace DataExport.Web.Components.Exports;

/// <summary>Keeps an open page up to date: refreshes it when an export changes, and every now and then for what only time changes.</summary>
public sealed class LiveUpdates : IAsyncDisposable
{
    // Several changes within this time make one refresh.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(20);

    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _end;
    private readonly IDisposable _subscription;
    private readonly TimeProvider _clock;
    private readonly Task _loop;

    /// <summary>Subscribes, and refreshes until disposed.</summary>
    /// <param name="changes">The change feed.</param>
    /// <param name="clock">Measures the pauses.</param>
    /// <param name="concerns">Whether a change of that export concerns the page.</param>
    /// <param name="refreshAsync">Reads anew and renders; called one at a time.</param>
    /// <param name="stopping">The server stops: what a refresh reads from is about to go.</param>
    public LiveUpdates(
        ExportChanges changes, TimeProvider clock, Func<string, bool> concerns, Func<CancellationToken, Task> refreshAsync, CancellationToken stopping)
    {
        _clock = clock;
        _end = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _subscription = changes.Subscribe(id =>
        {
            if (concerns(id))
            {
                _changes.Writer.TryWrite(true);
            }
        });
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
            await refreshAsync(cancellationToken);
            await Task.Delay(Pause, _clock, cancellationToken);
        }
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
