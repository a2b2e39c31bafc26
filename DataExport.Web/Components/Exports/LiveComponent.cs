using DataExport.Core.Exports.Notifying;
using Microsoft.AspNetCore.Components;

namespace DataExport.Web.Components.Exports;

/// <summary>A part of a page that shows exports, or something else that changes, and shows it anew when it does.</summary>
public abstract class LiveComponent : ComponentBase, IAsyncDisposable
{
    private LiveUpdates? _live;

    /// <summary>Measures time.</summary>
    [Inject]
    protected TimeProvider Clock { get; set; } = default!;

    /// <summary>The time, UTC.</summary>
    protected DateTime Now => Clock.GetUtcNow().UtcDateTime;

    /// <summary>The change feed of exports.</summary>
    [Inject]
    protected ExportChanges Changes { get; set; } = default!;

    /// <summary>How long to wait after a refresh, at least; null for the usual.</summary>
    protected virtual TimeSpan? Pause => null;

    [Inject]
    private IHostApplicationLifetime Lifetime { get; set; } = default!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_live is not null)
        {
            await _live.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Reads what is shown.</summary>
    protected abstract Task LoadAsync(CancellationToken cancellationToken);

    /// <summary>Whether a change of that export may concern what is shown. Called on the thread of the change.</summary>
    /// <param name="exportId">The export.</param>
    /// <param name="isProgress">Whether it has only got further.</param>
    protected virtual bool Concerns(string exportId, bool isProgress) => true;

    /// <summary>Subscribes to what is shown: the change feed of exports, unless overridden.</summary>
    /// <param name="onChanged">To be called when something that is shown may have changed; returns at once.</param>
    protected virtual IDisposable Follow(Action onChanged) => Changes.Subscribe((id, isProgress) =>
    {
        if (Concerns(id, isProgress))
        {
            onChanged();
        }
    });

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _live = new LiveUpdates(FollowFromHere, Clock, cancellationToken => InvokeAsync(() => RefreshAsync(cancellationToken)), Lifetime.ApplicationStopping, Pause);
        }
    }

    // What changed between the first reading and the subscription has told nobody, so once is read without being told.
    private IDisposable FollowFromHere(Action onChanged)
    {
        var subscription = Follow(onChanged);
        onChanged();
        return subscription;
    }

    // What goes wrong here goes the way of every other error of a page, instead of leaving it to stand still.
    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LoadAsync(cancellationToken);
            StateHasChanged();
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            await DispatchExceptionAsync(exception);
        }
    }
}
