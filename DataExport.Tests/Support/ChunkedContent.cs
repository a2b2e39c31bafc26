using System.Net;

namespace DataExport.Tests.Support;

/// <summary>A body whose length nobody says, so that it is sent in chunks.</summary>
internal sealed class ChunkedContent(byte[] bytes) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        foreach (var part in bytes.Chunk(Math.Max(7, bytes.Length / 50)))
        {
            await stream.WriteAsync(part);
            await stream.FlushAsync();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
