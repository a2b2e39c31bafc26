namespace DataExport.Core.Exports.Storage;

/// <summary>Where files are made and kept.</summary>
public interface IArtifactStore
{
    /// <summary>Makes the empty part file of one attempt; each attempt has its own, so that a late one can spoil nothing.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    IPartFile CreatePart(string exportId, int attempt);

    /// <summary>Opens the part file of an attempt; null when it is gone.</summary>
    Stream? OpenPart(string exportId, int attempt);

    /// <summary>Whether there is an artifact of that key.</summary>
    bool Exists(string key);

    /// <summary>Gives the part file of an attempt, flushed to disk, its final key, in one step that survives a power cut. Once more, when it has that key already, makes sure of it.</summary>
    /// <exception cref="IOException">There is no such part, or it cannot be renamed.</exception>
    void Publish(string exportId, int attempt, string key);

    /// <summary>Opens an artifact, seekable; null when it is gone.</summary>
    Stream? OpenRead(string key);

    /// <summary>Removes an artifact, if it is there.</summary>
    void Delete(string key);

    /// <summary>Removes the part file of an attempt, if it is there.</summary>
    void DeletePart(string exportId, int attempt);

    /// <summary>All part files.</summary>
    IReadOnlyList<PartName> Parts();

    /// <summary>The keys of all artifacts.</summary>
    IReadOnlyList<string> Keys();
}
