using DataExport.Core.Exports.Notifying;
using Microsoft.AspNetCore.Components;

namespace DataExport.Web.Components.Exports;

/// <summary>A part of a page that shows exports, and shows them anew when they change.</summary>
public abstract class LiveComponent : ComponentBase, IAsyncDisposable
{
    private LiveUpdates? _live;

    /// <summary>Measures time.</summary>
    [Inject]
    protected TimeProvider Clock { get; set; } = default!;

    /// <summary>The time, UTC.</summary>
    protected DateTime Now => Clock.GetUtcNow().UtcDateTime;

    [Inject]
    private ExportChanges Changes { get; set; } = default!;

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

    /// <summary>Whether a change of that export may concern what is shown.</summary>
    protected virtual bool Concerns(string exportId) => true;

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _live = new LiveUpdates(Changes, Clock, Concerns, cancellationToken => InvokeAsync(() => RefreshAsync(cancellationToken)), Lifetime.ApplicationStopping);
        }
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
