namespace DataExport.Core.Database;

/// <summary>A second process was started on a data directory; SQLite's files belong to one.</summary>
public sealed class DataDirectoryInUseException(string path, Exception inner) : Exception(
    $"Data:Directory: {path} is in use by another DataExport process, or not writable. Stop that process, or set Data:Directory to another folder.", inner);
