using DataExport.Tests.Support;

namespace DataExport.Tests.Workers;

/// <summary>Exporters and pages share the pool of threads.</summary>
public sealed class ExporterThreadsTests(FiveExporters server) : IClassFixture<FiveExporters>
{
    [Fact]
    public async Task Start_WithExporters_LeavesThreadsForPages()
    {
        Assert.NotNull(server.Services);
        var wanted = Environment.ProcessorCount + (FiveExporters.Count * (1 + Environment.ProcessorCount));

        await Eventually.TrueAsync(() => Workers() >= wanted, $"the pool has {wanted} threads at the least");
    }

    private static int Workers()
    {
        ThreadPool.GetMinThreads(out var workers, out _);
        return workers;
    }
}

/// <summary>A server with more exporters than other tests have.</summary>
public sealed class FiveExporters : ServerFixture
{
    /// <summary>How many.</summary>
    public const int Count = 5;

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Exports:Exporters"] = $"{Count}" };
}
