namespace DataExport.Core.Database;

/// <summary>The folder that holds everything the embedded shape stores, claimed by one process at a time.</summary>
public sealed class DataDirectory : IDisposable
{
    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream claim)
    {
        Path = path;
        _lock = claim;
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Path { get; }

    /// <summary>Path of <c>app.db</c>.</summary>
    public string AppDatabase => System.IO.Path.Combine(Path, "app.db");

    /// <summary>Path of <c>events.db</c>.</summary>
    public string EventDatabase => System.IO.Path.Combine(Path, "events.db");

    /// <summary>Creates the folder where it is missing and claims it for this process.</summary>
    /// <exception cref="DataDirectoryInUseException">Another process has it.</exception>
    public static DataDirectory Claim(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        var lockFile = System.IO.Path.Combine(full, "lock");
        try
        {
            Directory.CreateDirectory(full);
            return new DataDirectory(full, new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataDirectoryInUseException(full, exception);
        }
    }

    /// <summary>A folder below this one, created where it is missing.</summary>
    public string Folder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();
}
