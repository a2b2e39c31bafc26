using DataExport.Core.Streams;

namespace DataExport.Core.Events.Ingesting;

/// <summary>Reads another stream, and counts: the byte that is one too many ends it, before more is unpacked.</summary>
/// <param name="inner">The stream; it is closed with this one when it undoes an encoding, and else is the caller's.</param>
/// <param name="most">The most bytes.</param>
/// <param name="tooLarge">What is said when there are more.</param>
/// <param name="encoding">The encoding that the stream undoes, for messages; null for none.</param>
internal sealed class CountedStream(Stream inner, long most, string tooLarge, string? encoding) : ReadOnlyStream
{
    private long _count;

    public override long Position { get => _count; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await inner.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (encoding is not null && IsBroken(exception))
        {
            throw IngestException.Malformed("The body cannot be unpacked.", $"Content-Encoding says {encoding}, but the body is broken, or breaks off, after {_count} bytes.");
        }

        _count += read;
        return _count <= most ? read : throw IngestException.TooLarge(tooLarge);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && encoding is not null)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    // Brotli says so in another way than the others.
    private static bool IsBroken(Exception exception) => exception is InvalidDataException or InvalidOperationException;
}
