using System.Buffers;

namespace DataExport.Core.Events.Pages;

/// <summary>Bytes that pages are read into, one after the other, up to a limit.</summary>
internal sealed class PageBuffer : IDisposable
{
    // A few hundred rows of usual events take less.
    private const int FirstBytes = 256 << 10;
    private const int MostBytes = 8 << 20;
    private readonly List<byte[]> _outgrown = [];
    private byte[] _bytes = [];

    /// <summary>How many bytes are taken.</summary>
    public int Length { get; private set; }

    /// <summary>Forgets all of them; nobody may read them any more.</summary>
    public void Clear()
    {
        Length = 0;
        _outgrown.ForEach(bytes => ArrayPool<byte>.Shared.Return(bytes));
        _outgrown.Clear();
    }

    /// <summary>Bytes that are taken.</summary>
    public ReadOnlySpan<byte> At(int start, int length) => _bytes.AsSpan(start, length);

    /// <summary>Takes room for some more; empty when that would be too many. Bytes that were taken before stay good to read where they are.</summary>
    public Span<byte> Take(int bytes)
    {
        if (Length + (long)bytes > MostBytes)
        {
            return default;
        }

        if (_bytes.Length - Length < bytes)
        {
            Grow(Math.Min(MostBytes, Math.Max(FirstBytes, 2 * (Length + bytes))));
        }

        var taken = _bytes.AsSpan(Length, bytes);
        Length += bytes;
        return taken;
    }

    /// <summary>Gives the memory back; nobody may read it any more.</summary>
    public void Dispose()
    {
        Clear();
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Grow(int bytes)
    {
        var larger = ArrayPool<byte>.Shared.Rent(bytes);
        At(0, Length).CopyTo(larger);

        // Somebody may still read what was taken before.
        _outgrown.Add(_bytes);
        _bytes = larger;
    }
}
