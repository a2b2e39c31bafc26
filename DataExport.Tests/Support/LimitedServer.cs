namespace DataExport.Tests.Support;

/// <summary>A server without exporters where a project may send few events in a minute.</summary>
public sealed class LimitedServer : ServerFixture
{
    /// <summary>How few.</summary>
    public const int EventsPerMinute = 80;

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string> { ["Exports:Exporters"] = "0", ["Ingest:EventsPerMinute"] = $"{EventsPerMinute}" };
}
