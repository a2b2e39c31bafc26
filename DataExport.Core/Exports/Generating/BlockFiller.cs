using DataExport.Core.Exports.Formats;
using DataExport.Core.Queries.Reading;

namespace DataExport.Core.Exports.Generating;

/// <summary>Fills blocks with formatted rows, up to the end of the rows or a limit. A block's bounds depend on the rows alone.</summary>
internal sealed class BlockFiller : IDisposable
{
    /// <summary>A block ends at the first row's end past this many bytes of text.</summary>
    public const int BlockBytes = 1 << 20;

    private readonly RowReader _rows;
    private readonly FileLimits _limits;
    private readonly BlockTarget _target = new();
    private readonly IRowWriter _writer;
    private bool _headerWritten;
    private RowKey _lastKey;

    /// <summary>Starts at the beginning of the file, or after the rows of a checkpoint.</summary>
    public BlockFiller(RowReader rows, IReadOnlyList<string> columns, ExportOptions options, FileLimits limits, Checkpoint? after)
    {
        (Rows, Bytes, _headerWritten) = (after?.Rows ?? 0, after?.ContentBytes ?? 0, after is not null);
        _rows = rows;
        _lastKey = rows.Key;
        _limits = limits;
        _writer = ExportFormat.CreateWriter(options, columns, _target);
    }

    /// <summary>Rows so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Bytes of text so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether all is written.</summary>
    public bool Ended { get; private set; }

    /// <summary>Why it ended.</summary>
    public FileEnd EndedBy { get; private set; }

    /// <summary>Fills an empty block up to the first row's end past <see cref="BlockBytes"/>, or to the end.</summary>
    public void Fill(Block block)
    {
        _target.Block = block;
        if (!_headerWritten)
        {
            _writer.WriteHeader();
            _headerWritten = true;
        }

        while (!Ended && block.Length < BlockBytes)
        {
            WriteRow(block);
        }

        Bytes += block.Length;
        (block.LastKey, block.Rows) = (_lastKey, Rows);
    }

    public void Dispose() => _writer.Dispose();

    private void WriteRow(Block block)
    {
        if (!_rows.Read())
        {
            End(FileEnd.AllRows);
            return;
        }

        if (Rows == _limits.Rows)
        {
            End(_limits.RowsAreRequested ? FileEnd.RequestedRows : FileEnd.RowLimit);
            return;
        }

        var before = block.Length;
        _writer.WriteRow(_rows);
        if (Bytes + block.Length > _limits.Bytes)
        {
            block.CutBack(before);
            End(FileEnd.ByteLimit);
            return;
        }

        Rows++;
        _lastKey = _rows.Key;
    }

    private void End(FileEnd reason)
    {
        Ended = true;
        EndedBy = reason;
    }
}
