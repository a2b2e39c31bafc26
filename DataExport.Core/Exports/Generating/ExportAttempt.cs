using DataExport.Core.Exports.Queue;
using DataExport.Core.Exports.Storage;
using DataExport.Core.Queries.Scratch;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SQLitePCL;

namespace DataExport.Core.Exports.Generating;

/// <summary>Sees one claimed export through: generates it beside its heartbeat, and writes down what came of it.</summary>
public sealed partial class ExportAttempt(
    ExportGenerator generator, ExportClaims claims, IArtifactStore artifacts, ScratchFolder scratch, Failpoints failpoints, RetryPolicy retries,
    IOptions<ExportSettings> settings, TimeProvider clock, ILogger<ExportAttempt> logger)
{
    private static readonly TimeSpan PauseBeforeTellingAgain = TimeSpan.FromSeconds(1);

    // Progress is written at most once a second, and the lease renewed with it, well before it lapses.
    private readonly TimeSpan _progressPeriod = TimeSpan.FromSeconds(Math.Min(1, settings.Value.LeaseSeconds / 3.0));

    /// <summary>Works on the export until it is done, cancelled, lost, or told to stop; then it goes back into the queue.</summary>
    public async Task RunAsync(Export export, ExportClaim claim, CancellationToken stopping)
    {
        LogClaimed(export.Id, claim.Attempt, claim.Owner);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var beating = new CancellationTokenSource();
        var progress = new GenerationProgress();
        progress.Report(export.RowsWritten, export.BytesWritten);
        progress.Expect(export.RowsEstimate);
        var heartbeat = HeartbeatAsync(claim, progress, attempt, beating.Token);
        var outcome = await GenerateAsync(export, claim, progress, attempt.Token);
        await beating.CancelAsync();
        await EndAsync(claim, outcome, await heartbeat, stopping);
    }

    private async Task<GenerationOutcome> GenerateAsync(Export export, ExportClaim claim, GenerationProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            return await generator.RunAsync(export, claim, progress, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new GenerationOutcome.Stopped();
        }
        catch (ClaimLostException)
        {
            return new GenerationOutcome.Stopped();
        }
        catch (Exception exception)
        {
            LogFailed(exception, export.Id, claim.Attempt);
            return Explain(exception);
        }
    }

    /// <summary>
    /// Writes down what came of the attempt. While the database takes nothing, such as when its disk is full, the exporter
    /// holds on to the export and tries again: it has not crashed. After a stop the next start takes the export back.
    /// </summary>
    private async Task EndAsync(ExportClaim claim, GenerationOutcome outcome, HeartbeatResult seen, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await EndAsync(claim, outcome, seen);
                return;
            }
            catch (Exception exception) when (exception is SqliteException or DbUpdateException && !stopping.IsCancellationRequested)
            {
                LogEndFailed(exception, claim.ExportId, claim.Attempt);
                claims.HoldOn(claim);
                await Task.Delay(PauseBeforeTellingAgain, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Here nothing is cancelled: these are short, and the state has to be told.
    private async Task EndAsync(ExportClaim claim, GenerationOutcome outcome, HeartbeatResult seen)
    {
        var ended = outcome switch
        {
            GenerationOutcome.Finished finished => await CompleteAsync(claim, finished.File),
            GenerationOutcome.Failed failed => await claims.FailAsync(claim, failed.Code, failed.Message, CancellationToken.None),
            GenerationOutcome.Retryable retryable => await retries.RetryAsync(claim, retryable, CancellationToken.None),
            GenerationOutcome.NoRoom => await retries.WaitForRoomAsync(claim, CancellationToken.None),
            _ when seen == HeartbeatResult.CancelRequested => await claims.CancelAsync(claim, CancellationToken.None),
            _ => await claims.GiveBackAsync(claim, _ => { }, CancellationToken.None),
        };
        LogEnded(claim.ExportId, claim.Attempt, outcome.GetType().Name, ended is not null);
        if (ended is not null)
        {
            DeleteParts(ended);
            if (ended.State is not ExportState.Queued)
            {
                scratch.Delete(ended.Id);
            }
        }
    }

    private async Task<Export?> CompleteAsync(ExportClaim claim, FinishedFile file)
    {
        await failpoints.HitAsync(Failpoints.BeforeComplete);
        var completed = await claims.CompleteAsync(claim, file, CancellationToken.None);
        if (completed?.State == ExportState.Cancelled)
        {
            // A person asked for that in the last moment; nobody gets to know this file.
            artifacts.Delete(file.Artifact.Key);
        }

        if (completed is not null)
        {
            await failpoints.HitAsync(Failpoints.AfterComplete);
        }

        return completed;
    }

    /// <summary>Removes the part files of this and earlier attempts, but for the one that a checkpoint points to.</summary>
    private void DeleteParts(Export export)
    {
        for (var attempt = 1; attempt <= export.Attempt; attempt++)
        {
            if (attempt != export.Checkpoint?.Attempt)
            {
                artifacts.DeletePart(export.Id, attempt);
            }
        }
    }

    private async Task<HeartbeatResult> HeartbeatAsync(
        ExportClaim claim, GenerationProgress progress, CancellationTokenSource attempt, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_progressPeriod, clock);
        var (reported, last) = (progress.Rows, clock.GetTimestamp());
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (progress.Rows == reported && clock.GetElapsedTime(last) < TimeSpan.FromSeconds(settings.Value.HeartbeatSeconds))
                {
                    continue;
                }

                (reported, last) = (progress.Rows, clock.GetTimestamp());
                var result = await BeatAsync(claim, progress, cancellationToken);
                if (result != HeartbeatResult.Renewed)
                {
                    await attempt.CancelAsync();
                    return result;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The attempt is over.
        }

        return HeartbeatResult.Renewed;
    }

    private async Task<HeartbeatResult> BeatAsync(ExportClaim claim, GenerationProgress progress, CancellationToken cancellationToken)
    {
        await failpoints.HitAsync(Failpoints.BeforeHeartbeat);
        try
        {
            return await claims.HeartbeatAsync(claim, progress, cancellationToken);
        }
        catch (SqliteException exception)
        {
            // The next beat may get through; if none does, the lease lapses, which is what it is for.
            LogBeatFailed(exception, claim.ExportId);
            return HeartbeatResult.Renewed;
        }
    }

    private static GenerationOutcome Explain(Exception exception) => exception switch
    {
        IOException io when StorageFull.IsCauseOf(io) => new GenerationOutcome.NoRoom(),
        SqliteException { SqliteErrorCode: raw.SQLITE_FULL } or DbUpdateException { InnerException: SqliteException { SqliteErrorCode: raw.SQLITE_FULL } } =>
            new GenerationOutcome.NoRoom(),
        SqliteException or DbUpdateException { InnerException: SqliteException } => new GenerationOutcome.Retryable(
            ExportErrorCode.StoreUnavailable, "The event store did not answer, several times. Nothing is lost; please retry."),
        IOException or UnauthorizedAccessException => new GenerationOutcome.Retryable(
            ExportErrorCode.StoreUnavailable, "The file could not be written to storage, several times. Ask the administrator to look at the storage, then retry."),
        TimeoutException => new GenerationOutcome.Retryable(ExportErrorCode.Timeout, "The event store took too long, several times. Please retry, perhaps with a narrower query."),
        _ => new GenerationOutcome.Failed(
            ExportErrorCode.Internal, "Something went wrong on our side. Please retry; if it happens again, tell the administrator the id of this export."),
    };

    [LoggerMessage(1, LogLevel.Information, "Export {Export}: attempt {Attempt} claimed by {Exporter}.")]
    private partial void LogClaimed(string export, int attempt, string exporter);

    [LoggerMessage(2, LogLevel.Error, "Export {Export}: attempt {Attempt} failed.")]
    private partial void LogFailed(Exception exception, string export, int attempt);

    [LoggerMessage(3, LogLevel.Information, "Export {Export}: attempt {Attempt} ended as {Outcome}; written down: {Ended}.")]
    private partial void LogEnded(string export, int attempt, string outcome, bool ended);

    [LoggerMessage(4, LogLevel.Warning, "Export {Export}: a heartbeat could not be written.")]
    private partial void LogBeatFailed(Exception exception, string export);

    [LoggerMessage(5, LogLevel.Error, "Export {Export}: what came of attempt {Attempt} could not be written down; it is tried again.")]
    private partial void LogEndFailed(Exception exception, string export, int attempt);
}
