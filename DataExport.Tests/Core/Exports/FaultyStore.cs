using System.Collections.Concurrent;
using DataExport.Core.Exports.Storage;

namespace DataExport.Tests.Core.Exports;

/// <summary>A store of artifacts whose n-th change, and all after it, fail for want of room until there is some.</summary>
internal sealed class FaultyStore(IArtifactStore store) : IArtifactStore
{
    private const int NoSpace = 28;
    private int _changes;

    /// <summary>How many changes succeed; null for all.</summary>
    public int? Room { get; set; }

    /// <summary>What a change that fails throws.</summary>
    public Func<IOException> Failure { get; set; } = () => new IOException("No space left on device.", NoSpace);

    /// <summary>Changes since the last reset.</summary>
    public int Changes => _changes;

    /// <summary>The keys that were published, each as often as it was.</summary>
    public ConcurrentQueue<string> Published { get; } = new();

    /// <summary>Counts from the start again.</summary>
    public void Reset(int? room = null) => (_changes, Room) = (0, room);

    public IPartFile CreatePart(string exportId, int attempt)
    {
        Change();
        return new Part(this, store.CreatePart(exportId, attempt));
    }

    public Stream? OpenPart(string exportId, int attempt) => store.OpenPart(exportId, attempt);

    public bool Exists(string key) => store.Exists(key);

    public void Publish(string exportId, int attempt, string key)
    {
        Change();
        store.Publish(exportId, attempt, key);
        Published.Enqueue(key);
    }

    public Stream? OpenRead(string key) => store.OpenRead(key);

    public void Delete(string key) => store.Delete(key);

    public void DeletePart(string exportId, int attempt) => store.DeletePart(exportId, attempt);

    public IReadOnlyList<PartName> Parts() => store.Parts();

    public IReadOnlyList<string> Keys() => store.Keys();

    private void Change()
    {
        if (Interlocked.Increment(ref _changes) > Room)
        {
            throw Failure();
        }
    }

    private sealed class Part(FaultyStore owner, IPartFile part) : IPartFile
    {
        public void Write(ReadOnlySpan<byte> bytes)
        {
            try
            {
                owner.Change();
            }
            catch (IOException)
            {
                // A disk takes what it has room for before it refuses the rest.
                part.Write(bytes[..(bytes.Length / 2)]);
                throw;
            }

            part.Write(bytes);
        }

        public void FlushToDisk()
        {
            owner.Change();
            part.FlushToDisk();
        }

        public void Dispose() => part.Dispose();
    }
}
