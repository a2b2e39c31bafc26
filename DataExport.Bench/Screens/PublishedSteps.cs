using DataExport.Core.Exports;
using DataExport.Core.Exports.Notifying;
using Microsoft.Data.Sqlite;

namespace DataExport.Bench.Screens;

/// <summary>Notes what the change feed tells of: how far the export was, read from its row at the very moment.</summary>
internal sealed class PublishedSteps : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Step> _steps = [];
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _command;
    private readonly IDisposable _subscription;

    /// <summary>Notes from now on.</summary>
    public PublishedSteps(ExportChanges changes, string appDatabase)
    {
        _connection = new SqliteConnection($"Data Source={appDatabase}");
        _connection.Open();
        _command = _connection.CreateCommand();
        _command.CommandText = "SELECT State, RowsWritten FROM Exports WHERE Id = $id";
        _command.Parameters.Add("$id", SqliteType.Text);
        _subscription = changes.Subscribe(Note);
    }

    /// <summary>What was told so far.</summary>
    public IReadOnlyList<Step> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _steps];
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription.Dispose();
        _command.Dispose();
        _connection.Dispose();
    }

    private void Note(string exportId)
    {
        var at = Step.Now;
        lock (_gate)
        {
            _command.Parameters["$id"].Value = exportId;
            using var reader = _command.ExecuteReader();
            if (reader.Read())
            {
                _steps.Add(Step.Of(exportId, Enum.Parse<ExportState>(reader.GetString(0)), reader.GetInt64(1)) with { At = at });
            }
        }
    }
}
