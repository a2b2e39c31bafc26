using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Events.Pages;

/// <summary>Tells whether two looks at the events saw the same ones removed, by the table in which a trigger counts them.</summary>
internal sealed class RemovedEvents(SqliteConnectionHandle connection) : IDisposable
{
    // FNV-1a, G. Fowler, L. C. Noll and K.-P. Vo.
    private const ulong Basis = 14_695_981_039_346_656_037;
    private const ulong Prime = 1_099_511_628_211;

    private readonly SqliteStatement _rows = connection.Prepare("SELECT project_id, import_id, first_event_id, events FROM removals ORDER BY project_id, import_id");

    /// <summary>A number that differs when something else was removed, as the connection sees the database now.</summary>
    /// <remarks>Not their sum: when a project is gone, so are its counts, and as many events of another can be removed meanwhile.</remarks>
    public long Fingerprint()
    {
        var hash = Basis;
        while (_rows.Step())
        {
            for (var column = 0; column < 4; column++)
            {
                hash = (hash ^ (ulong)_rows.Int64(column)) * Prime;
            }
        }

        _rows.Reset();
        return (long)hash;
    }

    public void Dispose() => _rows.Dispose();
}
