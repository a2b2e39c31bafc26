using System.Text.Encodings.Web;
using DataExport.Web.Api.Access;
using DataExport.Web.Api.Errors;
using DataExport.Web.Api.Exports;
using DataExport.Web.Api.Issues;
using DataExport.Web.Api.Limits;
using Microsoft.AspNetCore.Authorization;

namespace DataExport.Web.Api;

/// <summary>Registers the REST API.</summary>
public static class ApiServices
{
    /// <summary>Adds how callers are known, what they may do, and how often.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddApiAuthentication();
        services.AddAuthorization();
        services.AddAntiforgery();
        services.AddSingleton<IAuthorizationHandler, ApiAccessHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ApiGate>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<IssueOrganizations>();
        services.AddSingleton<ExportPresenter>();
        services.AddSingleton<DownloadEndpoint>();
        services.AddOptions<RateLimitSettings>().BindConfiguration("RateLimit").ValidateDataAnnotations().ValidateOnStart();
        // Answers are read by people too: quotes and letters beyond ASCII stay as they are. They are never put into HTML.
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        return services;
    }

    /// <summary>Turns a database that cannot be used at the moment into an answer of the API; to stand before authentication.</summary>
    public static IApplicationBuilder UseApiTrouble(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase),
        api => api.UseMiddleware<DatabaseTroubleMiddleware>());
}
