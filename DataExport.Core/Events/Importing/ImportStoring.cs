namespace DataExport.Core.Events.Importing;

/// <summary>Stores the rows of a checked file, batch by batch, from wherever the import stands.</summary>
internal sealed class ImportStoring(EventWriter writer, ImportSpool spool, TimeProvider clock)
{
    /// <summary>Stores to the end of the file, or until the import is undone.</summary>
    /// <param name="import">The import as the database has it.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellationToken">Ends the storing between two batches; it can be taken up again.</param>
    public async Task RunAsync(Import import, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var path = spool.PathOf(import.Id);
        var mapping = ((MappingResult.Valid)ImportMapping.Parse(import.Mapping)).Mapping;
        var mapper = new RowMapper(mapping, import.ProjectId, import.Id, import.DateCreated, clock);
        using var records = ImportFormats.Open(path, ImportFormats.Detect(path, cancellationToken), out var file, cancellationToken);
        for (var passed = 0L; passed < import.Position && records.Skip(); passed++)
        {
            // Stored before the stop.
        }

        // The next batch is read while the one before it is being committed.
        var committing = Task.FromResult<Import?>(import);
        while (await StoreNextAsync(records, mapper, import.Id, committing, cancellationToken) is { } next)
        {
            committing = next;
            progress?.Report(new ImportProgress(file.Position, file.Length));
        }

        await writer.RunAsync(session => ImportTable.Move(session.Connection, import.Id, ImportState.Storing, ImportState.Stored, Now()), cancellationToken);
    }

    private async Task<Task<Import?>?> StoreNextAsync(
        RecordReader records, RowMapper mapper, long importId, Task<Import?> committing, CancellationToken cancellationToken)
    {
        ImportBatch batch;
        try
        {
            batch = ImportBatch.Read(records, mapper);
        }
        catch
        {
            await committing;
            throw;
        }

        return await committing is null || batch.IsEmpty ? null : writer.RunAsync(session => batch.Store(session, importId), cancellationToken);
    }

    private long Now() => Timestamps.ToMicroseconds(clock.GetUtcNow().UtcDateTime);
}
