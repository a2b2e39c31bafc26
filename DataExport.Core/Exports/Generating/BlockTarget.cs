namespace DataExport.Core.Exports.Generating;

/// <summary>Writes to a block: for a format, to whichever is being filled.</summary>
internal sealed class BlockTarget : Stream
{
    /// <summary>The block that is being filled.</summary>
    public Block Block { get; set; } = null!;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer) => Block.Write(buffer);

    public override void Write(byte[] buffer, int offset, int count) => Block.Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
