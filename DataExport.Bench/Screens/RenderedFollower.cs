using System.Security.Claims;
using DataExport.Core.Exports;
using DataExport.Web.Components.Exports;
using DataExport.Web.Components.Layout;
using DataExport.Web.Components.Organizations;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DataExport.Bench.Screens;

/// <summary>
/// The parts of My Exports that follow the change feed, the list and the bell, as a circuit of their own renders them: everything but the
/// way to a browser.
/// </summary>
internal sealed class RenderedFollower : Renderer
{
    private readonly AsyncServiceScope _scope;
    private readonly ShownSteps _shown = new();
    private int _list;
    private Exception? _problem;

    private RenderedFollower(AsyncServiceScope scope)
        : base(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<ILoggerFactory>()) => _scope = scope;

    /// <inheritdoc/>
    public override Dispatcher Dispatcher { get; } = Dispatcher.CreateDefault();

    /// <summary>Opens one for a person.</summary>
    public static async Task<RenderedFollower> OpenAsync(ScreenServer server, ClaimsPrincipal person, Viewer viewer)
    {
        var scope = server.Services.CreateAsyncScope();
        ((IHostEnvironmentAuthenticationStateProvider)scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>())
            .SetAuthenticationState(Task.FromResult(new AuthenticationState(person)));
        ((IHostEnvironmentNavigationManager)scope.ServiceProvider.GetRequiredService<NavigationManager>()).Initialize(server.Address.ToString(), server.Address.ToString());
        var follower = new RenderedFollower(scope);
        follower._list = await follower.RenderAsync(typeof(ExportList), new() { [nameof(ExportList.Org)] = ScreenServer.Organization });
        await follower.RenderAsync(typeof(Bell), new() { [nameof(Bell.Viewer)] = viewer, [nameof(Bell.Current)] = ScreenServer.Organization });
        return follower;
    }

    /// <summary>Asks for what was shown; throws what went wrong while rendering.</summary>
    public Task<T> ShownAsync<T>(Func<ShownSteps, T> read) => Dispatcher.InvokeAsync(() => _problem is null ? read(_shown) : throw new InvalidOperationException("A follower fell over.", _problem));

    /// <inheritdoc/>
    protected override void HandleException(Exception exception) => _problem = exception;

    /// <inheritdoc/>
    protected override Task UpdateDisplayAsync(in RenderBatch renderBatch)
    {
        var frames = GetCurrentRenderTreeFrames(_list);
        for (var index = 0; index < frames.Count; index++)
        {
            if (frames.Array[index] is { FrameType: RenderTreeFrameType.Component, Component: ExportRow { Export: Export export } })
            {
                _shown.Note(Step.Of(export.Id, export.State, export.RowsWritten));
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _scope.Dispose();
    }

    private async Task<int> RenderAsync(Type component, Dictionary<string, object?> parameters) => await Dispatcher.InvokeAsync(async () =>
    {
        var id = AssignRootComponentId(InstantiateComponent(component));
        await RenderRootComponentAsync(id, ParameterView.FromDictionary(parameters));
        return id;
    });
}
