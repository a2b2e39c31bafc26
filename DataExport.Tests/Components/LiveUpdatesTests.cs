using DataExport.Core.Exports.Notifying;
using DataExport.Web.Components.Exports;

namespace DataExport.Tests.Components;

/// <summary>When an open page reads anew, and when no more.</summary>
public sealed class LiveUpdatesTests
{
    [Fact]
    public async Task Refresh_TheServerStops_IsCancelledAndTheLast()
    {
        var changes = new ExportChanges();
        using var stopping = new CancellationTokenSource();
        var refreshed = new TaskCompletionSource<CancellationToken>();
        await using var live = new LiveUpdates(
            onChanged => changes.Subscribe(_ => onChanged()),
            TimeProvider.System,
            async cancellationToken =>
            {
                refreshed.SetResult(cancellationToken);
                await Task.Delay(Timeout.Infinite, cancellationToken);
            },
            stopping.Token);
        changes.Publish("0192f0c4b7a07d6c9a4e3c0b5d2f1a77");
        var refresh = await refreshed.Task;

        await stopping.CancelAsync();

        Assert.True(refresh.IsCancellationRequested);
    }
}
