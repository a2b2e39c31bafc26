using DataExport.Core.Events.Ingesting;
using DataExport.Tests.Support;

namespace DataExport.Tests.Core.Events.Ingesting;

/// <summary>What a bomb costs (SECURITY: 10 MB that unpacks to 10 GB, memory flat).</summary>
public sealed class EnvelopeMemoryTests
{
    // The buffer of one event as it grows, and what reading on costs for the 100 MB up to the limit.
    private const long MostBytes = 5 << 20;

    [Theory]
    [InlineData("{}\n{\"type\":\"attachment\"}\n")]
    [InlineData("{}\n{\"type\":\"attachment\",\"length\":10000000000}\n")]
    [InlineData("{}\n{\"type\":\"event\"}\n")]
    public async Task Read_BodyThatUnpacksTo10GB_EndsAtTheLimitInFlatMemory(string start)
    {
        using var body = new MemoryStream(Bomb.Gzip(start));
        var before = GC.GetAllocatedBytesForCurrentThread();

        // Nothing here waits, for the body is in memory: all of it runs on this thread.
        var exception = await Assert.ThrowsAsync<IngestException>(() => ReadAsync(body));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        Assert.Equal(IngestFault.TooLarge, exception.ToResult().Fault);
    }

    private static async Task ReadAsync(Stream body)
    {
        await using var unpacked = await BodyDecoding.OpenAsync(body, "gzip", CancellationToken.None);
        using var reader = new EnvelopeReader(unpacked);
        await reader.ReadHeaderAsync(CancellationToken.None);
        while (await reader.ReadItemAsync(CancellationToken.None) is not null)
        {
        }
    }
}
