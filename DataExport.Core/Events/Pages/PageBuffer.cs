namespace DataExport.Core.Events.Pages;

/// <summary>Bytes that pages are read into, one after the other, up to a limit.</summary>
internal sealed class PageBuffer
{
    // A few hundred rows of usual events take less.
    private const int FirstBytes = 1 << 20;
    private const int MostBytes = 8 << 20;
    private byte[] _bytes = [];

    /// <summary>How many bytes are taken.</summary>
    public int Length { get; private set; }

    /// <summary>Forgets all of them.</summary>
    public void Clear() => Length = 0;

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
            Array.Resize(ref _bytes, Math.Min(MostBytes, Math.Max(FirstBytes, 2 * (Length + bytes))));
        }

        var taken = _bytes.AsSpan(Length, bytes);
        Length += bytes;
        return taken;
    }
}
