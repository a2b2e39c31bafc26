namespace DataExport.Core.Exports.Generating;

/// <summary>How far a generator has come; written by it, read by the heartbeat.</summary>
public sealed class GenerationProgress
{
    private long _rows;
    private long _bytes;
    private long _estimate = -1;

    /// <summary>Rows in the file.</summary>
    public long Rows => Volatile.Read(ref _rows);

    /// <summary>Uncompressed bytes.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Rows to be expected; null while not known.</summary>
    public long? Estimate => Volatile.Read(ref _estimate) is var estimate and >= 0 ? estimate : null;

    /// <summary>Notes what has been written.</summary>
    public void Report(long rows, long bytes)
    {
        Volatile.Write(ref _rows, rows);
        Volatile.Write(ref _bytes, bytes);
    }

    /// <summary>Notes how many rows are to be expected.</summary>
    public void Expect(long? rows) => Volatile.Write(ref _estimate, rows ?? -1);
}
