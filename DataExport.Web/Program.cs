using DataExport.Core.Administration;
using DataExport.Core.Database;
using DataExport.Core.Deletion;
using DataExport.Core.Events;
using DataExport.Core.Exports;
using DataExport.Core.Mail;
using DataExport.Core.Organizations;
using DataExport.Core.Queries;
using DataExport.Web.Accounts;
using DataExport.Web.Api;
using DataExport.Web.Components;
using DataExport.Web.Components.Organizations;
using DataExport.Web.Mail;
using DataExport.Web.Startup;
using DataExport.Web.Workers;

try
{
    var builder = WebApplication.CreateBuilder(args).AddSettingsSources();
    builder.Services
        .AddAppDatabase(builder.Configuration)
        .AddOrganizations()
        .AddEvents()
        .AddQueries()
        .AddMail()
        .AddExports()
        .AddAdministration()
        .AddDeletion()
        .AddAccounts()
        .AddPages()
        .AddMailDelivery()
        .AddApi()
        .AddStartup()
        .AddWorkers();

    await using var app = builder.Build();
    await app.PrepareAsync();
    app.UseSecurityHeaders();
    app.UseCircuitOrigin(app.Configuration);
    app.UseProblemPages();
    app.UseApiTrouble();
    app.UseRouting();
    app.UseAuthentication();
    app.UseAuthorization();
    app.UseRateLimiter();
    app.UseAntiforgery();
    app.UseOrganizationPages();
    app.MapBlazorScript();
    app.MapSignOut();
    app.MapApi();
    app.MapPages();
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (StartProblem.TryDescribe(exception, out var sentence))
{
    await Console.Error.WriteLineAsync(sentence);
    return StartProblem.ExitCode;
}

/// <summary>The program's entry; named so that tests can start the server in their own process.</summary>
public partial class Program;
