using DataExport.Core.Database.Sqlite;
using DataExport.Core.Queries.Reading;

namespace DataExport.Core.Queries.Scratch;

/// <summary>Makes a result in a scratch file. The events are let go of after each slice, however long the whole takes.</summary>
internal sealed class ScratchBuilder(SqliteConnectionHandle scratch, ScratchPlan plan, QueryBounds bounds, CancellationToken cancellationToken)
{
    private const int EventsInSlice = 100_000;

    /// <summary>Makes the tables and fills them.</summary>
    public void Build()
    {
        scratch.Execute("CREATE TABLE slugs (id INTEGER PRIMARY KEY, slug TEXT NOT NULL, prefix TEXT NOT NULL)");
        AddSlugs();
        scratch.Execute(plan.Tables);
        if (plan.Gather is { } gather)
        {
            Gather(gather);
        }

        foreach (var step in plan.Steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var statement = scratch.Prepare(step.ToString());
            step.Bind(statement);
            statement.Run();
        }
    }

    private void AddSlugs()
    {
        using var insert = scratch.Prepare("INSERT INTO slugs VALUES (?, ?, ?)");
        foreach (var (id, slug) in bounds.ProjectSlugs)
        {
            insert.Bind(1, id).Bind(2, slug).Bind(3, slug.ToUpperInvariant() + "-").Run();
        }
    }

    private void Gather(GatherStep step)
    {
        using var statement = scratch.Prepare(step.Sql.ToString());
        using var next = scratch.Prepare("SELECT timestamp FROM events WHERE project_id = ?1 AND timestamp >= ?2 ORDER BY timestamp LIMIT 1 OFFSET ?3");
        step.Sql.Bind(statement);
        foreach (var project in step.Projects)
        {
            statement.Bind(step.ProjectParameter, project);
            for (var from = step.Slices; ;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var until = from is { } start ? EndOfSlice(next, project, start) : null;
                if (from is not null)
                {
                    statement.Bind(step.ProjectParameter + 1, from).Bind(step.ProjectParameter + 2, until ?? long.MaxValue);
                }

                statement.Run();
                if (until is null)
                {
                    break;
                }

                from = until;
            }
        }
    }

    /// <summary>The time at which the next slice begins; null when this is the last. A slice is never empty, so that it comes to an end.</summary>
    private static long? EndOfSlice(SqliteStatement next, int project, long from)
    {
        long? until = next.Bind(1, project).Bind(2, from).Bind(3, EventsInSlice).Step() ? Math.Max(next.Int64(0), from + 1) : null;
        next.Reset();
        return until;
    }
}
