using DataExport.Web.Components.Admin;
using DataExport.Web.Components.Exports;
using DataExport.Web.Components.Layout;
using DataExport.Web.Components.Look;
using DataExport.Web.Components.Organizations;
using DataExport.Web.Startup;
using Microsoft.AspNetCore.Diagnostics;
using Radzen;

namespace DataExport.Web.Components;

/// <summary>Registers and maps the pages.</summary>
public static class PageServices
{
    private const int CircuitsRetained = 20;

    /// <summary>Adds Razor components with circuits, and Radzen's dialogs and notifications.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(
            // A page that was left is kept for a while, in case it was only the network; a hundred of them would be a lot of memory.
            options => options.DisconnectedCircuitMaxRetained = CircuitsRetained);
        services.AddRadzenComponents();
        services.AddHttpContextAccessor();
        services.AddScoped<Visit>();
        services.AddScoped<Questions>();
        services.AddScoped<ExportCommands>();
        services.AddScoped<UserCommands>();
        services.AddSingleton<SystemOptions>();
        services.AddSingleton<LiveReadings>();
        return services;
    }

    /// <summary>Answers of pages that have no body get one: a page that says what happened, and a way back.</summary>
    public static IApplicationBuilder UseProblemPages(this IApplicationBuilder app) =>
        app.UseWhen(
            context => !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase),
            pages => pages
                .UseExceptionHandler($"{ProblemPage.Path}/500", createScopeForErrors: true)
                .UseStatusCodePagesWithReExecute($"{ProblemPage.Path}/{{0}}", createScopeForStatusCodePages: true)
                .Use(ShowAsync));

    // What happened is shown by a GET: a form that was refused, sent to this page once more, would be refused once more, with an empty answer.
    private static Task ShowAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    }

    /// <summary>Maps static files, pages, and the short addresses that lead to the organization used last.</summary>
    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapStaticAssets();
        endpoints.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        endpoints.MapShortAddresses();
        return endpoints;
    }
}
