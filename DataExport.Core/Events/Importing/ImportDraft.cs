namespace DataExport.Core.Events.Importing;

/// <summary>A file that has come in and is being looked at; disposing it drops the file, unless its import was started.</summary>
public sealed class ImportDraft : IDisposable
{
    internal ImportDraft(string path, string fileName, int projectId, int userId)
    {
        (Path, FileName, ProjectId, UserId) = (path, fileName, projectId, userId);
    }

    /// <summary>The file's name where it came from.</summary>
    public string FileName { get; }

    /// <summary>The project that it is for.</summary>
    public int ProjectId { get; }

    /// <summary>Bytes of the file as they were sent.</summary>
    public long Bytes { get; internal set; }

    internal int UserId { get; }

    internal string Path { get; }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(Path);
}
