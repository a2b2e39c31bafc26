using DataExport.Core.Queries.Reading;

namespace DataExport.Core.Exports.Generating;

/// <summary>A growing piece of the file's text. Blocks are used again, so a large one stays large.</summary>
internal sealed class Block
{
    private byte[] _bytes = new byte[BlockFiller.BlockBytes + (64 << 10)];

    /// <summary>Length of the text, bytes.</summary>
    public int Length { get; private set; }

    /// <summary>The text.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>The key of the last row in it; of the block before, when it has none.</summary>
    public RowKey LastKey { get; set; }

    /// <summary>Rows in the file up to its end.</summary>
    public long Rows { get; set; }

    /// <summary>Adds to the text.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - Length < bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + bytes.Length));
        }

        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Cuts the text back to an earlier length.</summary>
    public void CutBack(int length) => Length = length;
}
