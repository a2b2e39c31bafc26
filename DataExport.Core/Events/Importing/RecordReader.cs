namespace DataExport.Core.Events.Importing;

/// <summary>The records of a file, one after the other; forward only.</summary>
internal abstract class RecordReader : IDisposable
{
    /// <summary>The longest record, in bytes: bounds memory whatever the file.</summary>
    public const int LongestRecord = 1 << 20;

    /// <summary>The line where the record starts, from 1.</summary>
    public abstract long Line { get; }

    /// <summary>Why the record cannot be read; null when it can.</summary>
    public string? Problem { get; protected set; }

    /// <summary>The record's values by column; null where JSON says null. Valid until the next record.</summary>
    public abstract IReadOnlyList<KeyValuePair<string, string?>> Cells { get; }

    /// <summary>The columns of the header, or null where every record names its own.</summary>
    public abstract IReadOnlyList<string>? Header { get; }

    /// <summary>Goes to the next record; false at the end.</summary>
    /// <exception cref="ImportFileException">The file is broken here.</exception>
    public abstract bool Read();

    /// <summary>Goes to the next record without taking its values out; false at the end.</summary>
    /// <exception cref="ImportFileException">The file is broken here.</exception>
    public abstract bool Skip();

    /// <inheritdoc/>
    public abstract void Dispose();
}
