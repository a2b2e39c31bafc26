using System.Collections.Concurrent;
using DataExport.Core.Database;
using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Queries.Scratch;

/// <summary>
/// The folder <c>work</c> of the data directory: results that are in no index's order, and what SQLite puts on disk while it
/// makes them, so that a large query fills the disk that it is meant to fill, and memory stays flat.
/// </summary>
public sealed class ScratchFolder
{
    private const string Extension = ".db";
    private static readonly Lock Gate = new();
    private static bool _temporaryFilesPlaced;
    private readonly string _folder;
    private readonly ConcurrentDictionary<string, bool> _passing = new();

    /// <summary>Makes the folder.</summary>
    public ScratchFolder(DataDirectory directory)
    {
        _folder = directory.Folder("work");
        PlaceTemporaryFiles(_folder);
    }

    /// <summary>Pages that a scratch file may have at the most; tests set it to fill the disk.</summary>
    internal long MostPages { get; set; } = uint.MaxValue - 1;

    /// <summary>Path of a scratch file.</summary>
    public string PathOf(string name) => Path.Combine(_folder, name + Extension);

    /// <summary>A name that nobody else uses, which <see cref="Names"/> leaves out until <see cref="DeletePassing"/>.</summary>
    public string NewPassingName()
    {
        var name = "passing-" + Guid.NewGuid().ToString("N");
        _passing[name] = true;
        return name;
    }

    /// <summary>The names of the scratch files of exports, complete or not.</summary>
    public IReadOnlyList<string> Names() =>
    [
        .. from path in Directory.EnumerateFiles(_folder, "*" + Extension)
           let name = Path.GetFileNameWithoutExtension(path)
           where !_passing.ContainsKey(name)
           select name,
    ];

    /// <summary>Removes a scratch file, if it is there.</summary>
    public void Delete(string name)
    {
        File.Delete(PathOf(name));
        File.Delete(PathOf(name) + "-journal");
    }

    /// <summary>Removes a scratch file of a passing name, which is nobody's from then on.</summary>
    public void DeletePassing(string name)
    {
        Delete(name);
        _passing.TryRemove(name, out _);
    }

    // A setting of the whole process, which SQLite wants made before it has use for it.
    private static void PlaceTemporaryFiles(string folder)
    {
        lock (Gate)
        {
            if (!_temporaryFilesPlaced)
            {
                using var connection = SqliteConnectionHandle.OpenReadWrite(":memory:");
                connection.Execute($"PRAGMA temp_store_directory='{folder.Replace("'", "''", StringComparison.Ordinal)}'");
                _temporaryFilesPlaced = true;
            }
        }
    }
}
