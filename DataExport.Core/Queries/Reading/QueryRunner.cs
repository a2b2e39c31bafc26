using DataExport.Core.Events;
using DataExport.Core.Queries.Compilation;
using DataExport.Core.Queries.Discover;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataExport.Core.Queries.Reading;

/// <summary>Runs queries against the event store.</summary>
public sealed class QueryRunner(EventStore store)
{
    /// <summary>Opens a reader over the rows of a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="bounds">The cut-off and the slugs that belong to it.</param>
    /// <param name="zone">The zone that times are written in.</param>
    /// <param name="after">The key to go on after; null for the start.</param>
    /// <param name="cancellationToken">Ends reading, also in the midst of a long search.</param>
    public RowReader Read(FrozenQuery query, QueryBounds bounds, TimeZoneInfo zone, RowKey? after, CancellationToken cancellationToken)
    {
        var plan = DiscoverCompiler.Compile((DiscoverQuery)query, bounds.CutOff, bounds.ProjectSlugs, zone);
        var connection = store.OpenReader();
        try
        {
            return new KeysetRows(connection, plan, after, cancellationToken);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>How many events of the projects were ever removed below the cut-off; a change means that a file may lack rows.</summary>
    public long CountRemoved(QueryBounds bounds) => store.Removed(bounds.ProjectSlugs.Keys, bounds.CutOff);

    /// <summary>Counts the rows of a query; null when that takes longer than the token allows.</summary>
    public long? Count(FrozenQuery query, QueryBounds bounds, CancellationToken cancellationToken)
    {
        var plan = DiscoverCompiler.Compile((DiscoverQuery)query, bounds.CutOff, bounds.ProjectSlugs, TimeZoneInfo.Utc);
        using var connection = store.OpenReader();
        using var interrupt = cancellationToken.Register(connection.Interrupt);
        using var statement = connection.Prepare(
            $"SELECT count(*) FROM events WHERE project_id = ?{plan.Condition.ParameterCount + 1} AND {plan.Condition}");
        plan.Condition.Bind(statement);
        try
        {
            long count = 0;
            foreach (var project in plan.Projects)
            {
                cancellationToken.ThrowIfCancellationRequested();
                statement.Bind(plan.Condition.ParameterCount + 1, project).Step();
                count += statement.Int64(0);
                statement.Reset();
            }

            return count;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            return null;
        }
    }
}
