using System.Globalization;
using DataExport.Core.Database;

namespace DataExport.Core.Exports.Storage;

/// <summary>Keeps files in the folder <c>exports</c> of the data directory. Names are made from ids alone.</summary>
public sealed class FolderArtifacts(DataDirectory directory) : IArtifactStore
{
    private const string PartExtension = ".part";
    private readonly string _folder = directory.Folder("exports");

    /// <inheritdoc/>
    public IPartFile CreatePart(string exportId, int attempt) => new FolderPart(PartPath(exportId, attempt));

    /// <inheritdoc/>
    public Stream? OpenPart(string exportId, int attempt) => Open(PartPath(exportId, attempt), FileOptions.SequentialScan);

    /// <inheritdoc/>
    public bool Exists(string key) => File.Exists(Path.Combine(_folder, key));

    /// <inheritdoc/>
    public void Publish(string exportId, int attempt, string key)
    {
        var (part, artifact) = (PartPath(exportId, attempt), Path.Combine(_folder, key));
        if (File.Exists(part) || !File.Exists(artifact))
        {
            File.Move(part, artifact, overwrite: true);
        }

        DirectoryFlush.Flush(_folder);
    }

    /// <inheritdoc/>
    public Stream? OpenRead(string key) => Open(Path.Combine(_folder, key), FileOptions.Asynchronous | FileOptions.SequentialScan);

    /// <inheritdoc/>
    public void Delete(string key) => File.Delete(Path.Combine(_folder, key));

    /// <inheritdoc/>
    public void DeletePart(string exportId, int attempt) => File.Delete(PartPath(exportId, attempt));

    /// <inheritdoc/>
    public IReadOnlyList<PartName> Parts() =>
    [
        .. from path in Directory.EnumerateFiles(_folder, "*" + PartExtension)
           let names = Path.GetFileNameWithoutExtension(path).Split('.')
           where names.Length == 2
           select new PartName(names[0], int.TryParse(names[1], NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) ? attempt : 0),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<string> Keys() =>
        [.. from path in Directory.EnumerateFiles(_folder) where !path.EndsWith(PartExtension, StringComparison.Ordinal) select Path.GetFileName(path)];

    private static FileStream? Open(string path, FileOptions options)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, Options = options,
            });
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private string PartPath(string exportId, int attempt) => Path.Combine(_folder, $"{exportId}.{attempt}{PartExtension}");
}
