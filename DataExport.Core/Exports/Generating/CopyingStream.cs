using DataExport.Core.Streams;

namespace DataExport.Core.Exports.Generating;

/// <summary>Reads the first bytes of another stream, hands each piece on as it is read, and ends with some bytes of its own.</summary>
internal sealed class CopyingStream(Stream source, long length, CopyingStream.Copy copy, byte[] end) : ReadOnlyStream
{
    private long _left = length;
    private int _endRead;

    /// <summary>Takes a piece.</summary>
    public delegate void Copy(ReadOnlySpan<byte> bytes);

    public override int Read(Span<byte> buffer)
    {
        var read = source.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        if (read > 0)
        {
            _left -= read;
            copy(buffer[..read]);
            return read;
        }

        var rest = end.AsSpan(_endRead, Math.Min(buffer.Length, end.Length - _endRead));
        rest.CopyTo(buffer);
        _endRead += rest.Length;
        return rest.Length;
    }
}
