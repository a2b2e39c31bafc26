using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events.Pages;

namespace DataExport.Core.Events;

/// <summary>The embedded event store: one writer, any number of readers.</summary>
public sealed class EventStore(EventDatabase database, EventWriter writer)
{
    /// <summary>Writes events and what goes with them.</summary>
    public EventWriter Writer => writer;

    /// <summary>The id of the last event that is on disk: what an export that is requested now contains at the most.</summary>
    public long CutOff => writer.LastCommittedId;

    /// <summary>A connection of one's own that can only read; dispose it soon, for it holds the write-ahead log back.</summary>
    public SqliteConnectionHandle OpenReader() => database.OpenReader();

    /// <summary>Read-ahead for one reader.</summary>
    public ReadAhead CreateReadAhead() => database.CreateReadAhead(CutOff);

    /// <summary>How the file of the events is laid out; null where that is in another way than this product makes it.</summary>
    internal TableShape? FindShape(SqliteConnectionHandle connection) => TableShape.Find(connection, database.Settled);

    /// <summary>Reads columns of events straight out of their pages.</summary>
    /// <param name="shape">How the file is laid out.</param>
    /// <param name="columns">For each column its name, or several, of which the first that is set counts.</param>
    internal EventPages OpenPages(TableShape shape, IReadOnlyList<IReadOnlyList<string>> columns) => new(database.Settled, shape, columns);

    /// <summary>Reads keys of events straight out of the pages of their index.</summary>
    internal KeyPages OpenKeys(TableShape shape) => new(database.Settled, shape);

    /// <summary>Lets a connection to another file read the tables of the events beside its own.</summary>
    public void AttachTo(SqliteConnectionHandle connection) => database.AttachTo(connection);

    /// <summary>The environments that events of these projects have named.</summary>
    public IReadOnlySet<string> Environments(IEnumerable<int> projectIds) =>
        Names("SELECT name FROM project_environments WHERE project_id = ?", projectIds);

    /// <summary>The tag keys that events of these projects have.</summary>
    public IReadOnlySet<string> TagKeys(IEnumerable<int> projectIds) =>
        Names("SELECT key FROM project_tag_keys WHERE project_id = ?", projectIds);

    /// <summary>
    /// How many events of these projects have ever been removed, of imports that began before the cut-off: a number that stays the same
    /// while nothing below the cut-off is removed.
    /// </summary>
    public long Removed(IEnumerable<int> projectIds, long cutOff)
    {
        using var connection = OpenReader();
        using var statement = connection.Prepare("SELECT coalesce(sum(events), 0) FROM removals WHERE project_id = ? AND first_event_id <= ?");
        long removed = 0;
        foreach (var projectId in projectIds)
        {
            statement.Bind(1, projectId).Bind(2, cutOff).Step();
            removed += statement.Int64(0);
            statement.Reset();
        }

        return removed;
    }

    /// <summary>The last change of an issue's state so far; a search for states names it, and so finds the same again later.</summary>
    public long LastStatusChange()
    {
        using var connection = OpenReader();
        using var last = connection.Prepare("SELECT seq FROM sqlite_sequence WHERE name = 'issue_status_changes'");
        return last.Step() ? last.Int64(0) : 0;
    }

    private HashSet<string> Names(string sql, IEnumerable<int> projectIds)
    {
        using var connection = OpenReader();
        using var statement = connection.Prepare(sql);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var projectId in projectIds)
        {
            statement.Bind(1, projectId);
            while (statement.Step())
            {
                names.Add(statement.Text(0)!);
            }

            statement.Reset();
        }

        return names;
    }
}
