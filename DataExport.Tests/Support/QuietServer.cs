namespace DataExport.Tests.Support;

/// <summary>A server without exporters: what is queued stays queued.</summary>
public sealed class QuietServer : ServerFixture
{
    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string> { ["Exports:Exporters"] = "0", ["Exports:PerUser"] = "3" };
}
