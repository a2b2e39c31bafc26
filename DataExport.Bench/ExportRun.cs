using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DataExport.Core.Database;
using DataExport.Core.Demo;
using DataExport.Core.Events;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Generating;
using DataExport.Core.Exports.Requesting;
using DataExport.Core.Organizations;
using DataExport.Core.Queries;
using DataExport.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DataExport.Bench;

/// <summary>Stores events and exports them through the product's own queue and generator, and says how long each took.</summary>
internal static class ExportRun
{
    private static readonly DateTime End = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Runs it in a folder of its own, which is removed afterwards.</summary>
    public static async Task<int> RunAsync(int rows)
    {
        var folder = Directory.CreateTempSubdirectory("dataexport-bench-").FullName;
        try
        {
            await using var services = Build(folder);
            await services.GetRequiredService<AppDatabase>().MigrateAsync(CancellationToken.None);
            var access = await CreateOrganizationAsync(services);
            var storing = Stopwatch.StartNew();
            await StoreAsync(services.GetRequiredService<EventStore>(), access, rows);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"stored   {rows,10:N0} events in {storing.Elapsed.TotalSeconds,7:N2} s"));
            await MeasureAsync(services, access);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static ServiceProvider Build(string folder)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Data:Directory", folder)]).Build();
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddConsole())
            .AddAppDatabase(configuration).AddOrganizations().AddEvents().AddQueries().AddExports()
            .BuildServiceProvider();
    }

    private static async Task<OrganizationAccess> CreateOrganizationAsync(ServiceProvider services)
    {
        var organization = new Organization { Slug = "bench", Name = "Bench" };
        var user = new ApplicationUser { UserName = "bench@example.com", Email = "bench@example.com" };
        organization.Projects.AddRange(from slug in new[] { "storefront", "checkout-api", "mobile-app" } select new Project { Slug = slug, Name = slug });
        organization.Memberships.Add(new Membership { User = user, Role = OrganizationRole.Owner });
        await using var database = await services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        database.Organizations.Add(organization);
        await database.SaveChangesAsync();
        return (await services.GetRequiredService<AccessRules>().FindAsync(new Caller(user.Id, false), organization.Id, CancellationToken.None))!;
    }

    private static async Task StoreAsync(EventStore store, OrganizationAccess access, int rows)
    {
        var projects = access.Projects.ToDictionary(project => project.Slug, project => project.Id);
        foreach (var batch in DemoEvents.Create(projects, End, rows).Chunk(1000))
        {
            await store.Writer.RunAsync(session => batch.Count(session.Insert), CancellationToken.None);
        }
    }

    private static async Task MeasureAsync(ServiceProvider services, OrganizationAccess access)
    {
        using var query = JsonDocument.Parse(
            """{"field": ["id", "timestamp", "project", "level", "title", "message", "user.id", "release", "environment", "transaction", "tags[plan]", "tags[region]"], "query": ""}""");
        var request = new ExportRequest { QueryType = QueryType.Discover, QueryInfo = query.RootElement };
        var accepted = (SubmitResult.Accepted)await services.GetRequiredService<ExportRequests>().SubmitAsync(access, request, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var watch = Stopwatch.StartNew();
        var exporter = services.GetRequiredService<Exporter>().RunAsync("bench", stop.Token);
        var export = accepted.Export;
        while (export is { State: ExportState.Queued or ExportState.Generating })
        {
            await Task.Delay(10);
            export = await services.GetRequiredService<ExportCatalogue>().FindAsync(access, accepted.Export.Id, CancellationToken.None);
        }

        var seconds = watch.Elapsed.TotalSeconds;
        await stop.CancelAsync();
        await exporter.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var artifact = export!.Artifact ?? throw new InvalidOperationException($"The export ended as {export.State}: {export.ErrorMessage}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"exported {artifact.Rows,10:N0} rows   in {seconds,7:N2} s: {artifact.Rows / seconds,9:N0} rows/s, {artifact.ContentBytes / seconds / 1e6:N1} MB/s of text, {artifact.ContentBytes / 1e6:N1} MB to {artifact.StoredBytes / 1e6:N1} MB"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak resident memory of the process: {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:N0} MiB"));
    }
}
