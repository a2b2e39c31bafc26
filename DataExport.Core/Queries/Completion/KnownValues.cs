using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events;
using DataExport.Core.Organizations;
using DataExport.Core.Queries.Columns;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataExport.Core.Queries.Completion;

/// <summary>
/// Keys and values that events of some projects have, the most frequent first, found in bounded time: from the roll-ups, or from the
/// latest events where there is none. What was found when the time is over has to do.
/// </summary>
internal sealed class KnownValues : IDisposable
{
    private const int ProjectsLookedAt = 20;
    private const int IssuesLookedAt = 200;
    private const int EventsLookedAt = 4000;

    // Longer texts, such as whole messages, are not what people complete.
    private const int LongestValue = 200;

    private readonly SqliteConnectionHandle _connection;
    private readonly CancellationTokenSource _looking;
    private readonly CancellationTokenSource _enough;
    private readonly IDisposable _interrupt;
    private readonly IReadOnlyList<int> _projects;

    public KnownValues(EventStore store, IEnumerable<Project> projects, TimeProvider clock, CancellationToken cancellationToken)
    {
        _projects = [.. projects.Select(project => project.Id).Take(ProjectsLookedAt)];
        _looking = new CancellationTokenSource(SearchSuggestions.LookingTime, clock);
        _enough = CancellationTokenSource.CreateLinkedTokenSource(_looking.Token, cancellationToken);
        _connection = store.OpenReader();
        _interrupt = _connection.InterruptWhen(_enough.Token);
    }

    /// <summary>The keys of tags that contain what was typed, in alphabetical order, those that begin with it first.</summary>
    public IReadOnlyList<string> TagKeys(string typed, int most) => Find(
        "SELECT key, 0 FROM project_tag_keys WHERE project_id = ?1 AND key LIKE ?2 ESCAPE '\\' ORDER BY key LIKE ?4 ESCAPE '\\' DESC, key LIMIT ?3",
        typed, most, byCount: false, Escape(typed) + "%");

    /// <summary>The environments that contain what was typed.</summary>
    public IReadOnlyList<string> Environments(string typed, int most) => Find(
        "SELECT name, 0 FROM project_environments WHERE project_id = ?1 AND name LIKE ?2 ESCAPE '\\' ORDER BY name LIMIT ?3", typed, most, byCount: false);

    /// <summary>Values of a tag in the issues that were seen last.</summary>
    public IReadOnlyList<string> TagValues(string key, string typed, int most) => Find(
        $"""
        SELECT counted.value, sum(counted.times_seen)
        FROM (SELECT id FROM issues WHERE project_id = ?1 ORDER BY last_seen DESC LIMIT {IssuesLookedAt}) AS latest
        CROSS JOIN issue_tag_values AS counted ON counted.issue_id = latest.id AND counted.key = ?4
        WHERE counted.value LIKE ?2 ESCAPE '\' AND length(counted.value) <= {LongestValue}
        GROUP BY counted.value ORDER BY 2 DESC, 1 LIMIT ?3
        """, typed, most, byCount: true, key);

    /// <summary>Values of a column in the latest events.</summary>
    /// <param name="column">A column of the catalogue that holds text.</param>
    /// <param name="typed">What a value has to contain.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<string> Recent(Column column, string typed, int most) => Find(
        $"""
        SELECT value, count(*)
        FROM (SELECT {column.Sql} AS value FROM events WHERE project_id = ?1 ORDER BY timestamp DESC LIMIT {EventsLookedAt / Math.Max(1, _projects.Count)})
        WHERE value LIKE ?2 ESCAPE '\' AND length(value) <= {LongestValue} GROUP BY value ORDER BY 2 DESC, 1 LIMIT ?3
        """, typed, most, byCount: true);

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        _connection.Dispose();
        _enough.Dispose();
        _looking.Dispose();
    }

    private List<string> Find(string sql, string typed, int most, bool byCount, string? further = null)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        using var statement = _connection.Prepare(sql);
        if (further is not null)
        {
            statement.Bind(4, further);
        }

        try
        {
            foreach (var project in _projects)
            {
                _enough.Token.ThrowIfCancellationRequested();
                Read(statement.Bind(1, project).Bind(2, $"%{Escape(typed)}%").Bind(3, most), counts);
            }
        }
        catch (Exception exception) when (_enough.IsCancellationRequested && exception is OperationCanceledException or SqliteException { SqliteErrorCode: raw.SQLITE_INTERRUPT })
        {
            // The time is over, or nobody waits any more: suggestions are an aid, and late ones are none.
        }

        return byCount ? [.. counts.OrderByDescending(value => value.Value).Select(value => value.Key).Take(most)] : [.. counts.Keys];
    }

    private static void Read(SqliteStatement rows, Dictionary<string, long> counts)
    {
        while (rows.Step())
        {
            var value = rows.Text(0)!;
            counts[value] = counts.GetValueOrDefault(value) + rows.Int64(1);
        }

        rows.Reset();
    }

    private static string Escape(string typed) =>
        typed.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
