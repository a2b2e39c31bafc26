using DataExport.Core.Database;
using DataExport.Core.Events;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Demo;

/// <summary>Brings the demo's events into the store, once, also when it is stopped half-way.</summary>
public sealed class DemoSeeding(IDbContextFactory<AppDbContext> databases, EventStore store)
{
    private const int EventsInBatch = 1000;

    /// <summary>Stores what is not stored yet of the demo's events in an organization.</summary>
    /// <returns>How many were stored.</returns>
    public async Task<int> SeedAsync(string organizationSlug, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var organization = await database.Organizations.AsNoTracking().Include(row => row.Projects)
            .FirstOrDefaultAsync(row => row.Slug == organizationSlug, cancellationToken);
        var projectIds = organization?.Projects.ToDictionary(project => project.Slug, project => project.Id) ?? [];
        if (organization is null || !DemoCatalogue.Faults.Any(fault => projectIds.ContainsKey(fault.Project)))
        {
            // People deleted what it would fill.
            return 0;
        }

        var done = await store.Writer.RunAsync(Position, cancellationToken);
        if (done >= DemoEvents.Count)
        {
            return 0;
        }

        // The organization's own date is the end, so that a second half has the same events as the first expected.
        foreach (var batch in DemoEvents.Create(projectIds, organization.DateCreated).Skip((int)done).Chunk(EventsInBatch))
        {
            await store.Writer.RunAsync(session => Store(session, batch), cancellationToken);
        }

        return DemoEvents.Count - (int)done;
    }

    private static long Position(EventSession session)
    {
        using var read = session.Connection.Prepare("SELECT event_id FROM watermarks WHERE name = 'demo'");
        return read.Step() ? read.Int64(0) : 0;
    }

    private static int Store(EventSession session, NewEvent[] batch)
    {
        foreach (var created in batch)
        {
            session.Insert(created);
        }

        using var move = session.Connection.Prepare(
            "INSERT INTO watermarks VALUES ('demo', ?1) ON CONFLICT (name) DO UPDATE SET event_id = event_id + ?1");
        move.Bind(1, batch.Length).Run();
        return batch.Length;
    }
}
