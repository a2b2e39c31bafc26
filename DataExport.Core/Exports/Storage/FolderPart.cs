using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DataExport.Core.Exports.Storage;

/// <summary>A part file in a folder.</summary>
internal sealed partial class FolderPart(string path) : IPartFile
{
    // Enough for the disk to write in one go, and so little that flushing never waits for much.
    private const long BytesWrittenBehind = 8 << 20;

    // SYNC_FILE_RANGE_WRITE, sync_file_range(2).
    private const uint StartWriting = 2;

    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    private long _length;
    private long _startedUpTo;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_file, bytes, _length);
        _length += bytes.Length;
        if (OperatingSystem.IsLinux() && _length - _startedUpTo >= BytesWrittenBehind)
        {
            // Advice: where it is not taken, flushing takes as long as ever.
            _ = SyncFileRange(_file, _startedUpTo, _length - _startedUpTo, StartWriting);
            _startedUpTo = _length;
        }
    }

    public void FlushToDisk() => RandomAccess.FlushToDisk(_file);

    public void Dispose() => _file.Dispose();

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long length, uint flags);
}
