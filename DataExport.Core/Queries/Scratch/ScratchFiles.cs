using System.Globalization;
using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events;
using DataExport.Core.Queries.Reading;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataExport.Core.Queries.Scratch;

/// <summary>Makes scratch files and reads them. One is complete when it bears its mark, which is put on what is already on disk.</summary>
internal sealed class ScratchFiles(ScratchFolder folder, EventStore events)
{
    // Goes up whenever what is in the files changes: one of another program is made anew.
    private const int Mark = 2;
    private const int CacheKilobytes = 16_384;

    /// <summary>Whether there is a complete file of that name.</summary>
    public bool IsComplete(string name)
    {
        if (!File.Exists(folder.PathOf(name)))
        {
            return false;
        }

        try
        {
            using var scratch = SqliteConnectionHandle.OpenReadOnly(folder.PathOf(name));
            using var version = scratch.Prepare("PRAGMA user_version");
            return version.Step() && version.Int64(0) == Mark;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY)
        {
            // What a crash left of one; READONLY when it left the journal of the mark, too.
            return false;
        }
    }

    /// <summary>Makes a file; on a failure nothing of it is left.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled, also in the midst of a long step.</exception>
    /// <exception cref="SqliteException">The store failed, or there is no room.</exception>
    public void Build(string name, ScratchPlan plan, QueryBounds bounds, CancellationToken cancellationToken)
    {
        try
        {
            // The events are let go of between slices: what is removed meanwhile would be in one part of the result and not in another.
            long removed;
            do
            {
                folder.Delete(name);
                removed = events.Removed(bounds.ProjectSlugs.Keys, bounds.CutOff);
                Fill(folder.PathOf(name), plan, bounds, cancellationToken);
            }
            while (events.Removed(bounds.ProjectSlugs.Keys, bounds.CutOff) != removed);

            Complete(folder.PathOf(name));
        }
        catch (Exception exception)
        {
            folder.Delete(name);
            if (exception is SqliteException { SqliteErrorCode: raw.SQLITE_INTERRUPT })
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            throw;
        }
    }

    /// <summary>How many rows a complete file has.</summary>
    public long CountRows(string name)
    {
        using var scratch = SqliteConnectionHandle.OpenReadOnly(folder.PathOf(name));
        using var count = scratch.Prepare("SELECT ifnull(max(row), 0) FROM rows");
        count.Step();
        return count.Int64(0);
    }

    /// <summary>Reads a complete file.</summary>
    /// <param name="name">The name of the file.</param>
    /// <param name="plan">The plan that it was made by.</param>
    /// <param name="after">The key to go on after; null for the start.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    /// <param name="disposed">Called when the reader is disposed.</param>
    public ScratchRows Open(string name, ScratchPlan plan, RowKey? after, CancellationToken cancellationToken, Action? disposed = null) =>
        new(SqliteConnectionHandle.OpenReadOnly(folder.PathOf(name)), plan, after, cancellationToken, disposed);

    private void Fill(string path, ScratchPlan plan, QueryBounds bounds, CancellationToken cancellationToken)
    {
        using var scratch = SqliteConnectionHandle.OpenReadWrite(path);

        // Nothing of it counts before the mark, so it needs neither a journal nor flushes.
        scratch.Execute(string.Create(CultureInfo.InvariantCulture,
            $"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-{CacheKilobytes}; PRAGMA temp_store=FILE; PRAGMA max_page_count={folder.MostPages}"));
        events.AttachTo(scratch);
        NumberFunctions.Define(scratch);
        using var interrupt = scratch.InterruptWhen(cancellationToken);
        new ScratchBuilder(scratch, plan, bounds, cancellationToken).Build();
    }

    private static void Complete(string path)
    {
        using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Flush(flushToDisk: true);
        }

        using var scratch = SqliteConnectionHandle.OpenReadWrite(path);
        scratch.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; PRAGMA user_version={Mark}"));
    }
}
