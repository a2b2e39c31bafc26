namespace DataExport.Core.Exports.Storage;

/// <summary>A file that is being made.</summary>
public interface IPartFile : IDisposable
{
    /// <summary>Appends bytes.</summary>
    /// <exception cref="IOException">They cannot be stored; <see cref="StorageFull.IsCauseOf"/> tells whether for want of room.</exception>
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Returns when all that was written would survive a power cut.</summary>
    /// <exception cref="IOException">It cannot be stored.</exception>
    void FlushToDisk();
}
