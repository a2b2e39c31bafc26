using System.Buffers;
using DataExport.Core.Queries.Reading;

namespace DataExport.Core.Exports.Generating;

/// <summary>
/// A growing piece of the file's text, or what it is deflated to. Blocks are used again, so a large one stays large; their memory is
/// kept for the next export, so that not each takes ten megabytes of its own.
/// </summary>
/// <param name="bytes">For how many bytes there is room at first.</param>
internal sealed class Block(int bytes) : IDisposable
{
    // As many as an export has under way on up to seven cores. The shared pool keeps some for each thread, which the next export's do not find.
    private const int MostKept = 16;
    private const int LargestKept = 4 << 20;
    private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(LargestKept, MostKept);

    private byte[] _bytes = Pool.Rent(bytes);

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>The key of the last row in it; of the block before, when it has none.</summary>
    public RowKey LastKey { get; set; }

    /// <summary>Rows in the file up to its end.</summary>
    public long Rows { get; set; }

    /// <summary>Adds bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - Length < bytes.Length)
        {
            Grow(Length + bytes.Length);
        }

        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Cuts back to an earlier length.</summary>
    public void CutBack(int length) => Length = length;

    /// <summary>Gives the memory back; nobody may read or write it any more.</summary>
    public void Dispose()
    {
        Pool.Return(_bytes);
        (_bytes, Length) = ([], 0);
    }

    private void Grow(int least)
    {
        var larger = Pool.Rent(Math.Max(_bytes.Length * 2, least));
        Written.CopyTo(larger);
        Pool.Return(_bytes);
        _bytes = larger;
    }
}
