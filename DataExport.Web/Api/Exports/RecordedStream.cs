using DataExport.Core.Streams;

namespace DataExport.Web.Api.Exports;

/// <summary>Counts what is read from a file, and calls back before the first byte: headers alone are no download.</summary>
internal sealed class RecordedStream(Stream inner, Func<Task> onFirstRead) : ReadOnlyStream
{
    private bool _begun;

    /// <summary>Bytes read so far.</summary>
    public long BytesRead { get; private set; }

    public override bool CanSeek => inner.CanSeek;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    /// <summary>Calls back, unless that was done; has to come before a <see cref="Read(Span{byte})"/>.</summary>
    public async ValueTask BeginAsync()
    {
        if (!_begun)
        {
            _begun = true;
            await onFirstRead();
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await BeginAsync();
        var read = await inner.ReadAsync(buffer, cancellationToken);
        BytesRead += read;
        return read;
    }

    // Reading a local file "asynchronously" only has another thread wait for it.
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        BytesRead += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }
}
