using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Events.Pages;

/// <summary>How many events were ever removed, which a trigger counts.</summary>
internal sealed class RemovedEvents(SqliteConnectionHandle connection) : IDisposable
{
    private readonly SqliteStatement _count = connection.Prepare("SELECT coalesce(sum(events), 0) FROM removals");

    /// <summary>How many, as the connection sees the database now.</summary>
    public long Count()
    {
        _count.Step();
        var removed = _count.Int64(0);
        _count.Reset();
        return removed;
    }

    public void Dispose() => _count.Dispose();
}
