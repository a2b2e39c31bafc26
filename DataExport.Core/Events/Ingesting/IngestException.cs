namespace DataExport.Core.Events.Ingesting;

/// <summary>Ends the reading of a request from deep inside its streams; <see cref="Ingestion"/> makes a result of it.</summary>
internal sealed class IngestException(IngestFault fault, string detail, params string[] causes) : Exception(detail)
{
    private static readonly TimeSpan BusyPause = TimeSpan.FromSeconds(5);

    public TimeSpan? RetryAfter { get; private init; }

    public static IngestException Malformed(string detail, params string[] causes) => new(IngestFault.Malformed, detail, causes);

    public static IngestException TooLarge(string detail, params string[] causes) => new(IngestFault.TooLarge, detail, causes);

    public static IngestException Busy(string detail) => new(IngestFault.Busy, detail) { RetryAfter = BusyPause };

    public static IngestException Rate(TimeSpan wait) =>
        new(IngestFault.Rate, "The project has sent as many events as it may in a minute.") { RetryAfter = wait };

    public IngestResult.Refused ToResult() => new(fault, Message, causes, RetryAfter);
}
