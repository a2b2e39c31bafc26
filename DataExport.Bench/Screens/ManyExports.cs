using System.Globalization;
using DataExport.Core.Database;
using DataExport.Core.Exports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Bench.Screens;

/// <summary>Exports of years, put into <c>app.db</c> as if they had come there by request.</summary>
internal static class ManyExports
{
    /// <summary>Name of one that is the only one with it.</summary>
    public static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"Errors of week {number % 53} in storefront@4.{number % 97}, number {number:D5}");

    /// <summary>Adds ended exports of the owner, the oldest first, and as many queued ones after them.</summary>
    public static async Task AddAsync(ScreenServer server, int ended, int queued)
    {
        var access = await server.AccessAsync();
        var databases = server.Services.GetRequiredService<IDbContextFactory<AppDbContext>>();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        foreach (var numbers in Enumerable.Range(0, ended + queued).Chunk(1000))
        {
            await using var database = await databases.CreateDbContextAsync();
            database.Exports.AddRange(numbers.Select(number =>
            {
                var export = Create(number, number < ended ? Ended(number) : ExportState.Queued, now.AddMinutes(10 * (number - ended - queued)));
                (export.OrganizationId, export.UserId) = (access.Organization.Id, access.Caller.UserId);
                export.Projects.AddRange(access.Projects.Select(project => new ExportProject { ExportId = export.Id, ProjectId = project.Id }));
                return export;
            }));
            await database.SaveChangesAsync();
        }
    }

    private static ExportState Ended(int number) => (number % 20) switch
    {
        0 => ExportState.Failed,
        1 or 2 => ExportState.Cancelled,
        _ => ExportState.Completed,
    };

    private static Export Create(int number, ExportState state, DateTime created)
    {
        var id = Guid.CreateVersion7().ToString("N");
        var export = new Export
        {
            Id = id,
            Sequence = number + 1,
            Name = Name(number),
            RequestedQuery = """{"field":["id","timestamp","level","title","message","user","release","environment","tags[browser]"],"query":"level:error release:storefront@4.*","statsPeriod":"14d"}""",
            FrozenQuery = """{"fields":["id","timestamp","level","title","message","user","release","environment","tags[browser]"],"query":"level:error release:storefront@4.*","projects":[1,2,3],"start":"2026-10-01T00:00:00Z","end":"2026-10-15T00:00:00Z"}""",
            Options = new ExportOptions(),
            DedupeKey = id,
            State = state,
            DateCreated = created,
        };
        if (state != ExportState.Queued)
        {
            (export.DateStarted, export.DateFinished, export.Attempt) = (created.AddSeconds(1), created.AddSeconds(9), 1);
        }

        if (state == ExportState.Failed)
        {
            (export.ErrorCode, export.ErrorMessage) = (ExportErrorCode.StoreUnavailable, "The event store did not answer. Try again later.");
        }

        if (state == ExportState.Completed)
        {
            Finish(export, number);
        }

        return export;
    }

    private static void Finish(Export export, int number)
    {
        export.DateExpired = export.DateFinished!.Value.AddDays(28);
        export.RowsWritten = 1_000L * number;
        export.Artifact = new Artifact
        {
            Key = $"{export.Id}.csv.gz",
            FileName = "Discover_2026-11-01.csv",
            Rows = export.RowsWritten,
            ContentBytes = 230 * export.RowsWritten,
            StoredBytes = 20 * export.RowsWritten,
            ContentSha256 = new string('a', 64),
            StoredSha256 = new string('b', 64),
        };
    }
}
