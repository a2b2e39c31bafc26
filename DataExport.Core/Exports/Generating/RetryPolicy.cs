using DataExport.Core.Exports.Queue;

namespace DataExport.Core.Exports.Generating;

/// <summary>Decides when an attempt that went wrong is followed by another.</summary>
public sealed class RetryPolicy(ExportClaims claims, TimeProvider clock)
{
    /// <summary>How many retryable failures an export may have before it fails.</summary>
    public const int MostFailures = 5;

    private const string NoRoomReason = "There is no room for the file at the moment. It goes on by itself as soon as there is.";
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWaitForRoom = TimeSpan.FromHours(24);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Back into the queue after a pause that doubles each time, with jitter; Failed at the fifth failure.</summary>
    /// <returns>The export as it is now; null when the claim no longer holds.</returns>
    public Task<Export?> RetryAsync(ExportClaim claim, GenerationOutcome.Retryable outcome, CancellationToken cancellationToken) => claims.GiveBackAsync(
        claim,
        export =>
        {
            export.Failures++;
            if (export.Failures >= MostFailures)
            {
                ExportClaims.Fail(export, outcome.Code, outcome.Message, Now);
                return;
            }

            // Between half of the pause and all of it, so that what failed together is not tried again together.
            var pause = FirstPause * Math.Pow(2, export.Failures - 1) * (0.5 + (Random.Shared.NextDouble() / 2));
            export.NotBefore = Now + pause;
            export.WaitingReason = "Something went wrong; it is tried again in a moment.";
        },
        cancellationToken);

    /// <summary>Back into the queue for a minute, which counts as no failure; Failed when there has been no room for a day.</summary>
    /// <returns>The export as it is now; null when the claim no longer holds.</returns>
    public Task<Export?> WaitForRoomAsync(ExportClaim claim, CancellationToken cancellationToken) => claims.GiveBackAsync(
        claim,
        export =>
        {
            export.StorageFullSince ??= Now;
            if (Now - export.StorageFullSince >= LongestWaitForRoom)
            {
                ExportClaims.Fail(export, ExportErrorCode.StorageFull, "There was no room for the file for 24 hours. Ask the administrator to make room, then retry.", Now);
                return;
            }

            export.NotBefore = Now + ExportQueue.LongestPause;
            export.WaitingReason = NoRoomReason;
        },
        cancellationToken);
}
