using System.Globalization;
using DataExport.Core.Compression;
using DataExport.Core.Database;

namespace DataExport.Core.Events.Importing;

/// <summary>
/// The folder of uploads: <c>{guid}.part</c> while one comes in and is looked at, <c>{import}.upload</c> from the moment its rows
/// are being stored until they are.
/// </summary>
public sealed class ImportSpool(DataDirectory directory)
{
    private const string Folder = "imports";
    private const int BufferBytes = 1 << 17;

    private static ReadOnlySpan<byte> Gzip => [0x1f, 0x8b];

    private static ReadOnlySpan<byte> Zip => "PK\u0003\u0004"u8;

    /// <summary>A path for a file that is coming in.</summary>
    internal string NewPart() => Path.Combine(directory.Folder(Folder), $"{Guid.NewGuid():N}.part");

    /// <summary>Where the file of an import lies.</summary>
    internal string PathOf(long importId) => Path.Combine(directory.Folder(Folder), string.Create(CultureInfo.InvariantCulture, $"{importId}.upload"));

    /// <summary>Writes an upload to the disk, and does not return before it is there.</summary>
    /// <param name="path">From <see cref="NewPart"/>.</param>
    /// <param name="source">The upload.</param>
    /// <param name="progress">Told the bytes so far.</param>
    /// <param name="cancellationToken">Ends the upload; the part is then left for the caller to delete.</param>
    /// <exception cref="ImportUploadException">The upload broke off.</exception>
    internal static async Task<long> WriteAsync(string path, Stream source, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        var buffer = new byte[BufferBytes];
        while (true)
        {
            var read = await ReadAsync(source, buffer, cancellationToken);
            if (read == 0)
            {
                break;
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            progress?.Report(file.Position);
        }

        // The rows are promised to be stored once the import is accepted, so the file has to survive a power cut.
        file.Flush(flushToDisk: true);
        return file.Position;
    }

    /// <summary>Opens a file's text, gzip or not.</summary>
    /// <param name="path">The file.</param>
    /// <param name="file">The file itself, whose position tells how far the reading is.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ImportFileException">It is an archive.</exception>
    internal static ImportText OpenText(string path, out FileStream file, CancellationToken cancellationToken)
    {
        file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.SequentialScan);
        Span<byte> first = stackalloc byte[4];
        first = first[..file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false)];
        file.Position = 0;
        if (first.SequenceEqual(Zip))
        {
            file.Dispose();
            throw new ImportFileException("The file is a ZIP archive or a workbook: unpack it, or save it as CSV.");
        }

        var isGzip = first.StartsWith(Gzip);
        return new ImportText(isGzip ? new GzipReader(file, cancellationToken) : file, file.Length, cancellationToken);
    }

    // Told apart from a failure to write, which is ours.
    private static async Task<int> ReadAsync(Stream source, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw new ImportUploadException(exception);
        }
    }

    /// <summary>Deletes what no import in progress needs. Only for the start, before anything comes in.</summary>
    internal void Sweep(IEnumerable<long> needed)
    {
        var keep = needed.Select(PathOf).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(directory.Folder(Folder)).Where(path => !keep.Contains(path)))
        {
            File.Delete(path);
        }
    }
}
