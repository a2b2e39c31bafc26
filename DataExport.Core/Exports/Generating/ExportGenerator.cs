using System.Security.Cryptography;
using DataExport.Core.Exports.Queue;
using DataExport.Core.Exports.Storage;
using DataExport.Core.Organizations;
using DataExport.Core.Queries;
using DataExport.Core.Queries.Estimating;
using DataExport.Core.Queries.Reading;
using Microsoft.Extensions.Options;

namespace DataExport.Core.Exports.Generating;

/// <summary>Makes the file of one export: read, format, compress, store; from the start, or on from a checkpoint.</summary>
public sealed class ExportGenerator(
    QueryRunner queries, RowEstimates estimates, IArtifactStore artifacts, AccessRules access, ExportClaims claims, Failpoints failpoints,
    IOptions<ExportSettings> settings, TimeProvider clock)
{
    private const int CopyBytes = 128 << 10;

    /// <summary>Makes the file of a claimed export and publishes it.</summary>
    /// <param name="export">The claimed export, with its projects and its organization.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="progress">Where to report how far it is.</param>
    /// <param name="cancellationToken">Ends the attempt; what is safe by then is noted as a checkpoint.</param>
    /// <exception cref="OperationCanceledException">The attempt was cancelled.</exception>
    /// <exception cref="ClaimLostException">The claim no longer holds.</exception>
    /// <exception cref="IOException">The file cannot be stored.</exception>
    public async Task<GenerationOutcome> RunAsync(
        Export export, ExportClaim claim, GenerationProgress progress, CancellationToken cancellationToken)
    {
        await failpoints.HitAsync(Failpoints.AfterClaim);
        if (await FindRevokedAsync(export, cancellationToken) is { } revoked)
        {
            return revoked;
        }

        if (export.Checkpoint is { Finished: { } finished } checkpoint && await TryPublishAsync(export, claim, checkpoint.Attempt, finished, cancellationToken))
        {
            return new GenerationOutcome.Finished(finished);
        }

        var query = export.ReadQuery();
        var bounds = new QueryBounds(export.CutOff, export.Projects.ToDictionary(project => project.ProjectId, project => project.Slug));
        var limits = ExportLimits.Of(export.Organization!.Plan, settings.Value);
        var job = new FileJob(export, claim, query, bounds, limits);
        using var maker = new FileMaker(job, queries, estimates, artifacts, claims, failpoints, settings.Value, clock);
        var (outcome, file) = await maker.MakeAsync(progress, cancellationToken);
        if (file is not null)
        {
            await PublishAsync(claim, claim.Attempt, file, cancellationToken);
            await failpoints.HitAsync(Failpoints.AfterRename);
        }

        return outcome;
    }

    /// <summary>Publishes a file whose making another attempt had ended; false when it is gone or damaged.</summary>
    private async Task<bool> TryPublishAsync(Export export, ExportClaim claim, int attempt, FinishedFile file, CancellationToken cancellationToken)
    {
        await using var made = artifacts.OpenRead(file.Artifact.Key) ?? artifacts.OpenPart(export.Id, attempt);
        if (made is null || !IsWhole(made, file.Artifact, cancellationToken))
        {
            return false;
        }

        // Also when it has its name already: it may have got it just before a crash, so that the name is not safe yet.
        await PublishAsync(claim, attempt, file, cancellationToken);
        return true;
    }

    private static bool IsWhole(Stream file, Artifact expected, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[CopyBytes];
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset()) == expected.StoredSha256;
    }

    // What counts is the row, which this attempt cannot write once its claim is lost; but neither is a file to come into being then.
    private async Task PublishAsync(ExportClaim claim, int attempt, FinishedFile file, CancellationToken cancellationToken)
    {
        if (!await claims.HoldsAsync(claim, cancellationToken))
        {
            throw new ClaimLostException(claim.ExportId, claim.Attempt);
        }

        artifacts.Publish(claim.ExportId, attempt, file.Artifact.Key);
    }

    private async Task<GenerationOutcome?> FindRevokedAsync(Export export, CancellationToken cancellationToken)
    {
        var owner = export.UserId is { } userId
            ? await access.FindAsync(new Caller(userId, IsInstanceAdmin: false), export.OrganizationId, cancellationToken)
            : null;
        var projects = export.Projects.Select(project => project.ProjectId).ToList();
        if (owner?.CanSee(projects) == true)
        {
            return null;
        }

        return !await access.ExistAsync(projects, cancellationToken)
            ? new GenerationOutcome.Failed(
                ExportErrorCode.NotFound,
                export.QueryType == QueryType.IssuesByTag
                    ? "Requested project does not exist"
                    : "A project in this export was deleted. Start a new export without it.")
            : new GenerationOutcome.Failed(
                ExportErrorCode.PermissionRevoked,
                "The person who asked for this export no longer has access to every project in it. Ask an owner of the organization for access, then retry.");
    }
}
