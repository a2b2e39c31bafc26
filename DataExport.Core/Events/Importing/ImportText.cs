using System.Buffers;
using System.Text;
using System.Text.Unicode;
using DataExport.Core.Streams;

namespace DataExport.Core.Events.Importing;

/// <summary>
/// The text of a file while it passes: drops a byte order mark, and stops at the first byte that is no UTF-8, at broken
/// compression, and at a bomb.
/// </summary>
/// <param name="inner">The bytes, decompressed.</param>
/// <param name="storedBytes">Length of the file as it was sent.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class ImportText(Stream inner, long storedBytes, CancellationToken cancellationToken) : ReadOnlyStream
{
    private const long BytesBeforeRatioCounts = 1L << 30;

    // Logs shrink to a hundredth at the best; gzip cannot do more than 1,032.
    private const long HighestRatio = 250;

    private readonly byte[] _begun = new byte[4];
    private int _begunLength;
    private long _bytes;
    private long _lines = 1;
    private bool _started;

    public override long Position { get => _bytes; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var read = buffer.IsEmpty ? 0 : ReadChecked(buffer);
        var text = buffer[..read];
        _bytes += read;
        if (_bytes > BytesBeforeRatioCounts && _bytes / HighestRatio > storedBytes)
        {
            throw new ImportFileException($"The file unpacks to more than {HighestRatio} times its size.", tooLarge: true);
        }

        if (!_started)
        {
            _started = true;
            if (text.StartsWith(Encoding.UTF8.Preamble))
            {
                text = text[Encoding.UTF8.Preamble.Length..];
                text.CopyTo(buffer);
                return text.IsEmpty ? Read(buffer) : text.Length;
            }
        }

        return text.Length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int ReadChecked(Span<byte> buffer)
    {
        int read;
        try
        {
            // The first read has to hold a whole byte order mark.
            read = _started ? inner.Read(buffer) : inner.ReadAtLeast(buffer, Math.Min(3, buffer.Length), throwOnEndOfStream: false);
        }
        catch (InvalidDataException exception)
        {
            throw new ImportFileException($"The compression is broken after line {_lines} (byte {_bytes} of the text): {exception.Message} Compress the file anew.");
        }

        Check(buffer[..read]);
        if (read == 0 && _begunLength > 0)
        {
            throw NoText(_bytes);
        }

        return read;
    }

    private void Check(ReadOnlySpan<byte> bytes)
    {
        var rest = FinishBegun(bytes);
        var start = bytes.Length - rest.Length;
        if (Rune.DecodeLastFromUtf8(rest, out _, out var length) == OperationStatus.NeedMoreData && !rest.IsEmpty)
        {
            rest[^length..].CopyTo(_begun);
            _begunLength = length;
            rest = rest[..^length];
        }

        if (!Utf8.IsValid(rest))
        {
            var good = LengthOfText(rest);
            _lines += bytes[..(start + good)].Count((byte)'\n');
            throw NoText(_bytes + start + good);
        }

        _lines += bytes.Count((byte)'\n');
    }

    /// <summary>Completes a character whose first bytes came with the read before, and returns what follows it.</summary>
    private ReadOnlySpan<byte> FinishBegun(ReadOnlySpan<byte> bytes)
    {
        while (_begunLength > 0 && !bytes.IsEmpty)
        {
            _begun[_begunLength++] = bytes[0];
            bytes = bytes[1..];
            var status = Rune.DecodeFromUtf8(_begun.AsSpan(0, _begunLength), out _, out _);
            if (status == OperationStatus.InvalidData)
            {
                throw NoText(_bytes);
            }

            _begunLength = status == OperationStatus.Done ? 0 : _begunLength;
        }

        return bytes;
    }

    private static int LengthOfText(ReadOnlySpan<byte> bytes)
    {
        var position = 0;
        while (Rune.DecodeFromUtf8(bytes[position..], out _, out var length) == OperationStatus.Done)
        {
            position += length;
        }

        return position;
    }

    private ImportFileException NoText(long offset) =>
        new($"The file is no UTF-8 text: line {_lines}, byte {offset}. Save it as UTF-8.");
}
