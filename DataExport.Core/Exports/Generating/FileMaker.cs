using DataExport.Core.Exports.Queue;
using DataExport.Core.Exports.Storage;
using DataExport.Core.Queries.Estimating;
using DataExport.Core.Queries.Reading;
using DataExport.Core.Queries.Scratch;

namespace DataExport.Core.Exports.Generating;

/// <summary>One attempt's work on the part file: goes on from the checkpoint or starts anew, notes checkpoints, and ends the file.</summary>
internal sealed class FileMaker(
    FileJob job, QueryRunner queries, RowEstimates estimates, IArtifactStore artifacts, ExportClaims claims, Failpoints failpoints,
    ExportSettings settings, TimeProvider clock) : IDisposable
{
    private readonly TimeSpan _checkpointPeriod = TimeSpan.FromSeconds(settings.HeartbeatSeconds);
    private PartWriter? _part;
    private ScratchResult.Ready? _prepared;
    private Checkpoint? _resumed;
    private Checkpoint? _unsaved;
    private long _lastCheckpoint;
    private long _removedBefore;

    /// <summary>Makes the file under its part name.</summary>
    /// <returns>The outcome, and the finished file when it is only to be published.</returns>
    public async Task<(GenerationOutcome Outcome, FinishedFile? File)> MakeAsync(GenerationProgress progress, CancellationToken cancellationToken)
    {
        if (QueryRunner.NeedsScratch(job.Query))
        {
            if (Prepare(progress, cancellationToken) is { } failed)
            {
                return (failed, null);
            }

            await failpoints.HitAsync(Failpoints.AfterScratch);
        }

        _resumed = Open(cancellationToken);
        _lastCheckpoint = clock.GetTimestamp();
        _removedBefore = _resumed?.RemovedBefore ?? queries.CountRemoved(job.Bounds);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(job.Export.Options.TimeZone);
        RowKey? after = _resumed is null ? null : new RowKey(_resumed.LastTimestamp, _resumed.LastId);
        using var rows = _prepared is null
            ? queries.Read(job.Query, job.Bounds, zone, after, cancellationToken)
            : queries.ReadPrepared(job.Export.Id, job.Query, job.ScratchBounds, zone, after, cancellationToken);
        using var filler = new BlockFiller(rows, job.Query.Columns, job.Export.Options, job.FileLimits, _resumed);

        // What is removed before or after it was counted shows below.
        await using var count = _prepared is null ? new RowCount(job, estimates, progress, cancellationToken) : null;
        try
        {
            await WriteBlocksAsync(filler, progress, cancellationToken);
            if (_prepared is null && queries.CountRemoved(job.Bounds) != _removedBefore)
            {
                return (Removed(), null);
            }

            var missing = filler.EndedBy == FileEnd.AllRows ? (count is null ? _prepared!.Rows : await count.WaitAsync()) - filler.Rows : 0;
            return missing == 0 ? await FinishAsync(filler) : (Incomplete(missing), null);
        }
        catch (OperationCanceledException)
        {
            // What is written is not lost: the next attempt goes on from here.
            await SaveAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _part?.Dispose();

    /// <summary>Sees to the scratch file, of this or an earlier attempt; returns why the file cannot be made, null when it can.</summary>
    private GenerationOutcome.Failed? Prepare(GenerationProgress progress, CancellationToken cancellationToken)
    {
        var removedBefore = queries.CountRemoved(job.Bounds);
        switch (queries.Prepare(job.Export.Id, job.Query, job.ScratchBounds, cancellationToken))
        {
            case ScratchResult.Missing(var what):
                return new GenerationOutcome.Failed(ExportErrorCode.NotFound, what);
            case ScratchResult.Ready { IsNew: true } when queries.CountRemoved(job.Bounds) != removedBefore:
                return Removed();
            case ScratchResult.Ready ready:
                // What is removed from now on is in the scratch file already.
                _prepared = ready;
                progress.Expect(Math.Min(ready.Rows, job.FileLimits.Rows));
                return null;
            case var other:
                throw new InvalidOperationException($"Preparing cannot come to {other.GetType().Name}.");
        }
    }

    /// <summary>Opens this attempt's part file, with what the checkpoint vouches for; returns the checkpoint, or null for a new start.</summary>
    private Checkpoint? Open(CancellationToken cancellationToken)
    {
        _part = new PartWriter(artifacts.CreatePart(job.Export.Id, job.Claim.Attempt), job.Compressed);
        // Rows that were found anew need not fit to those in the earlier file: what is found by may have changed.
        if (job.Export.Checkpoint is { } checkpoint && _prepared is not { IsNew: true } && TryCopy(checkpoint, cancellationToken))
        {
            return checkpoint;
        }

        _part.Dispose();
        _part = new PartWriter(artifacts.CreatePart(job.Export.Id, job.Claim.Attempt), job.Compressed);
        _part.Begin();
        return null;
    }

    private bool TryCopy(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        // A file whose end is written cannot be gone on with; it is there only because it could not be published.
        using var earlier = checkpoint.Finished is null ? artifacts.OpenPart(job.Export.Id, checkpoint.Attempt) : null;
        return earlier is not null && _part!.TryCopy(earlier, checkpoint, cancellationToken);
    }

    private async Task WriteBlocksAsync(BlockFiller filler, GenerationProgress progress, CancellationToken cancellationToken)
    {
        await using var blocks = new BlockWriter(_part!, job.Compressed ? settings.CompressionLevel : null, OnWrittenAsync);
        try
        {
            while (!filler.Ended)
            {
                var block = blocks.Rent();
                filler.Fill(block);
                progress.Report(filler.Rows, filler.Bytes);
                await blocks.AddAsync(block, cancellationToken);
            }

            await blocks.CompleteAsync();
        }
        catch (OperationCanceledException)
        {
            // The blocks that are made already belong to what is saved.
            await blocks.CompleteAsync();
            throw;
        }
    }

    private async ValueTask OnWrittenAsync(Block block)
    {
        _unsaved = new Checkpoint
        {
            Attempt = job.Claim.Attempt,
            LastTimestamp = block.LastKey.Timestamp,
            LastId = block.LastKey.Id,
            Rows = block.Rows,
            ContentBytes = _part!.ContentBytes,
            StoredBytes = _part.StoredBytes,
            Crc = _part.Crc,
            RemovedBefore = _removedBefore,
        };
        if (clock.GetElapsedTime(_lastCheckpoint) >= _checkpointPeriod)
        {
            await SaveAsync();
        }

        await failpoints.HitAsync(Failpoints.AfterBlock);
    }

    private async Task SaveAsync()
    {
        if (_unsaved is null)
        {
            return;
        }

        _part!.FlushToDisk();
        await NoteAsync(_unsaved);
        _unsaved = null;
        _lastCheckpoint = clock.GetTimestamp();
    }

    // Not cancelled: what is on disk is worth noting, and refused anyway when the claim is lost.
    private async Task NoteAsync(Checkpoint checkpoint)
    {
        if (!await claims.CheckpointAsync(job.Claim, checkpoint, CancellationToken.None))
        {
            throw new ClaimLostException(job.Claim.ExportId, job.Claim.Attempt);
        }
    }

    // What was removed before it was read is missing both in the file and in the count.
    private static GenerationOutcome.Failed Removed() => new(
        ExportErrorCode.Incomplete,
        "Events of its projects were removed while the file was made, so that it may lack some of its rows; it was thrown away. Please retry.");

    private static GenerationOutcome.Failed Incomplete(long missing) => new(
        ExportErrorCode.Incomplete,
        $"The file has {Math.Abs(missing):N0} rows {(missing > 0 ? "fewer" : "more")} than the events within its bounds, so it was thrown away. Events may have been removed meanwhile; please retry.");

    private async Task<(GenerationOutcome Outcome, FinishedFile? File)> FinishAsync(BlockFiller filler)
    {
        var written = _part!.End();
        var file = new FinishedFile
        {
            Artifact = job.Artifact(written, filler.Rows),
            Truncated = filler.EndedBy is FileEnd.RowLimit or FileEnd.ByteLimit,
            Warnings = job.Warnings(filler.EndedBy, filler.Rows),
        };
        await NoteAsync(new Checkpoint
        {
            Attempt = job.Claim.Attempt, LastTimestamp = 0, LastId = 0, Rows = filler.Rows, ContentBytes = written.ContentBytes,
            StoredBytes = written.StoredBytes, Crc = 0, Finished = file,
        });
        await failpoints.HitAsync(Failpoints.AfterFlush);
        return (new GenerationOutcome.Finished(file), file);
    }
}
