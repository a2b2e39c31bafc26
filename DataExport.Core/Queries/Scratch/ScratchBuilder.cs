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
        step.Sql.Bind(statement);
        foreach (var project in step.Projects)
        {
            statement.Bind(step.ProjectParameter, project);
            if (step.Slices is { } period)
            {
                GatherSlices(statement, step.ProjectParameter + 1, project, period);
            }
            else
            {
                statement.Run();
            }
        }
    }

    private void GatherSlices(SqliteStatement statement, int timeParameter, int project, TimeRange period)
    {
        using var next = scratch.Prepare(
            "SELECT timestamp FROM events WHERE project_id = ?1 AND timestamp >= ?2 AND timestamp < ?3 ORDER BY timestamp LIMIT 1 OFFSET ?4");
        next.Bind(1, project).Bind(3, period.Until).Bind(4, EventsInSlice);
        for (var (from, until) = (period.From, long.MinValue); until < period.Until; from = until)
        {
            cancellationToken.ThrowIfCancellationRequested();
            until = EndOfSlice(next, from) ?? period.Until;
            statement.Bind(timeParameter, from).Bind(timeParameter + 1, until).Run();
        }
    }

    /// <summary>The time at which the next slice begins; null when this is the last. A slice is never empty, so that it comes to an end.</summary>
    private static long? EndOfSlice(SqliteStatement next, long from)
    {
        long? until = next.Bind(2, from).Step() ? Math.Max(next.Int64(0), from + 1) : null;
        next.Reset();
        return until;
    }
}
