namespace DataExport.Core.Events.Importing;

/// <summary>Some records of a file, in its order, that are stored in one transaction.</summary>
internal sealed class ImportBatch
{
    private const int MostRecords = 1000;
    private const int MostCharacters = 2 << 20;
    private readonly List<(long Line, NewEvent Event)> _events = [];
    private readonly List<ImportError> _errors = [];
    private long _records;
    private long _characters;

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => _records == 0;

    /// <summary>Reads the next batch: up to 1,000 records, fewer where they are long.</summary>
    public static ImportBatch Read(RecordReader records, RowMapper mapper)
    {
        var batch = new ImportBatch();
        while (batch._records < MostRecords && batch._characters < MostCharacters && records.Read())
        {
            batch._records++;
            if (mapper.Map(records, out var error) is { } row)
            {
                batch._events.Add((records.Line, row));
                batch._characters += records.Cells.Sum(cell => (long)(cell.Value?.Length ?? 0));
            }
            else
            {
                batch._errors.Add(error!);
            }
        }

        return batch;
    }

    /// <summary>Stores the events and how far the import is; null when it is not being stored any more.</summary>
    public Import? Store(EventSession session, long importId)
    {
        if (ImportTable.Find(session.Connection, importId) is not { State: ImportState.Storing } import)
        {
            return null;
        }

        foreach (var (line, row) in _events.Where(item => !session.Insert(item.Event)))
        {
            _errors.Add(new ImportError(line, ImportTargets.EventId, $"The project has an event {row.EventId} already."));
        }

        var advanced = import with
        {
            Position = import.Position + _records,
            Imported = import.Imported + _records - _errors.Count,
            Rejected = import.Rejected + _errors.Count,
            Errors = [.. import.Errors, .. _errors.OrderBy(error => error.Line).Take(Import.ErrorsKept - import.Errors.Count)],
        };
        ImportTable.Advance(session.Connection, advanced);
        return advanced;
    }
}
