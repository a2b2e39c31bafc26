using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DataExport.Core.Events.Ingesting;

/// <summary>
/// Takes events from SDKs. <see cref="IngestResult.Accepted"/> promises that all of it is on disk. A request that is refused as
/// malformed has left nothing, but for what an envelope with more than 4 MiB of events brought before its fault; it can be mended
/// and sent again, for an event with an id that the project has already is stored once.
/// </summary>
public sealed partial class Ingestion(IngestGate gate, EventQueue queue, DroppedItems dropped, TimeProvider clock, ILogger<Ingestion> logger)
{
    /// <summary>Takes an envelope.</summary>
    /// <param name="request">What came beside the body.</param>
    /// <param name="body">The body as it is sent; it is read as a stream, and stays open.</param>
    /// <param name="cancellationToken">Ends the reading; what has been queued is stored all the same.</param>
    public Task<IngestResult> TakeEnvelopeAsync(IngestRequest request, Stream body, CancellationToken cancellationToken) =>
        GuardAsync(request, () => ReadEnvelopeAsync(request, body, cancellationToken));

    /// <summary>Takes a single event, the way of SDKs from before 2020: the body is its JSON.</summary>
    /// <inheritdoc cref="TakeEnvelopeAsync"/>
    public Task<IngestResult> TakeEventAsync(IngestRequest request, Stream body, CancellationToken cancellationToken) =>
        GuardAsync(request, () => ReadEventAsync(request, body, cancellationToken));

    private async Task<IngestResult> ReadEnvelopeAsync(IngestRequest request, Stream body, CancellationToken cancellationToken)
    {
        var key = IngestGate.OneOf(request.Keys);
        if (key is not null)
        {
            await gate.AdmitAsync(request.ProjectId, key, cancellationToken);
        }

        await using var unpacked = await BodyDecoding.OpenAsync(body, request.ContentEncoding, cancellationToken);
        using var reader = new EnvelopeReader(unpacked);
        var header = await reader.ReadHeaderAsync(cancellationToken);
        CheckDsn(request, header);
        if (key is null)
        {
            await gate.AdmitAsync(request.ProjectId, header.Dsn?.PublicKey, cancellationToken);
        }

        return await ReadItemsAsync(request, reader, new EventIntake(request, header.EventId, gate, queue, clock), cancellationToken);
    }

    private async Task<IngestResult> ReadItemsAsync(IngestRequest request, EnvelopeReader reader, EventIntake intake, CancellationToken cancellationToken)
    {
        while (await reader.ReadItemAsync(cancellationToken) is { } item)
        {
            if (item.Payload is { } payload)
            {
                await intake.AddAsync(payload, $"event in item {item.Number}");
            }
            else
            {
                dropped.Count(request.ProjectId, item.Type);
            }
        }

        await intake.StoreAsync();
        return new IngestResult.Accepted(intake.Id);
    }

    private async Task<IngestResult> ReadEventAsync(IngestRequest request, Stream body, CancellationToken cancellationToken)
    {
        await gate.AdmitAsync(request.ProjectId, IngestGate.OneOf(request.Keys), cancellationToken);
        await using var unpacked = await BodyDecoding.OpenAsync(body, request.ContentEncoding, cancellationToken);
        using var bytes = new ByteReader(unpacked);
        var payload = await bytes.ReadAsync(IngestLimits.EventBytes + 1, cancellationToken);
        if (payload.Length > IngestLimits.EventBytes)
        {
            throw IngestException.TooLarge($"The event is too large: it may have {IngestLimits.EventBytes} bytes.");
        }

        var intake = new EventIntake(request, namedId: null, gate, queue, clock);
        await intake.AddAsync(payload, "event");
        await intake.StoreAsync();
        return new IngestResult.Accepted(intake.Id);
    }

    private static void CheckDsn(IngestRequest request, EnvelopeHeader header)
    {
        if (header.Dsn is not { } dsn)
        {
            return;
        }

        IngestGate.OneOf([.. request.Keys, dsn.PublicKey]);
        if (dsn.ProjectId != request.ProjectId)
        {
            throw IngestException.Malformed(
                "The request names two different projects.", $"The envelope's dsn names project {dsn.ProjectId}, the address project {request.ProjectId}.");
        }
    }

    private async Task<IngestResult> GuardAsync(IngestRequest request, Func<Task<IngestResult>> take)
    {
        try
        {
            return await take();
        }
        catch (IngestException exception)
        {
            return exception.ToResult();
        }
        catch (SqliteException exception)
        {
            // A full disk, most likely; what was not committed is the sender's to send again.
            LogNotStored(exception, request.ProjectId);
            return IngestException.Busy("Events cannot be stored at the moment. Please send this one again later.").ToResult();
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Events of project {ProjectId} could not be stored; their sender was told to try again.")]
    private partial void LogNotStored(Exception exception, int projectId);
}
