namespace DataExport.Core.Exports.Storage;

/// <summary>A part file in a folder.</summary>
internal sealed class FolderPart(string path) : IPartFile
{
    // Blocks come in megabytes; a buffer of the stream's own would only copy them.
    private readonly FileStream _file = new(
        path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });

    public void Write(ReadOnlySpan<byte> bytes) => _file.Write(bytes);

    public void FlushToDisk() => _file.Flush(flushToDisk: true);

    public void Dispose() => _file.Dispose();
}
