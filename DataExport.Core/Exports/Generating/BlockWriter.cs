using System.Collections.Concurrent;
using System.IO.Compression;
using System.Threading.Channels;

namespace DataExport.Core.Exports.Generating;

/// <summary>Takes blocks of text in order, deflates them on as many cores as are free, and writes them in order.</summary>
/// <remarks>
/// All blocks make one gzip member, because browsers ignore what follows a first. Each is deflated on its own and ended by a
/// sync flush, so its bytes depend on its text alone: blocks can be made side by side, and an attempt can go on after any.
/// </remarks>
internal sealed class BlockWriter : IAsyncDisposable
{
    // A block ends after the row that passes its size.
    private const int TextBytes = BlockFiller.BlockBytes + (64 << 10);
    private const int DeflatedBytes = BlockFiller.BlockBytes / 2;

    private readonly PartWriter _part;
    private readonly int? _level;
    private readonly Func<Block, ValueTask> _written;
    private readonly Channel<Task<Compressed>> _inOrder;
    private readonly ConcurrentBag<Block> _free = [];
    private readonly ConcurrentBag<Block> _freeDeflated = [];
    private readonly Task _writing;

    /// <summary>Starts taking blocks.</summary>
    /// <param name="part">The file.</param>
    /// <param name="level">Level of gzip, 1 to 9; null to store the text as it is.</param>
    /// <param name="written">Called after each block has been written, in order; the next waits for it.</param>
    public BlockWriter(PartWriter part, int? level, Func<Block, ValueTask> written)
    {
        _part = part;
        _level = level;
        _written = written;
        _inOrder = Channel.CreateBounded<Task<Compressed>>(new BoundedChannelOptions(2 * Environment.ProcessorCount) { SingleReader = true });
        _writing = Task.Run(WriteInOrderAsync);
    }

    /// <summary>An empty block, out of those that have been written.</summary>
    public Block Rent() => Take(_free, TextBytes);

    /// <summary>Adds a block, which belongs to the writer from here on; waits while twice as many as there are cores are under way.</summary>
    /// <exception cref="IOException">Writing an earlier block failed.</exception>
    public async ValueTask AddAsync(Block block, CancellationToken cancellationToken)
    {
        var task = _level is null ? Task.FromResult(new Compressed(block, null)) : Begin(block);
        try
        {
            await _inOrder.Writer.WriteAsync(task, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            // The writing side has failed; this throws its exception.
            await _writing;
            throw;
        }
    }

    /// <summary>Returns when every block that was added has been written; none can be added afterwards.</summary>
    /// <exception cref="IOException">Writing a block failed.</exception>
    public Task CompleteAsync()
    {
        _inOrder.Writer.TryComplete();
        return _writing;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A failure has been thrown by AddAsync or CompleteAsync already, or the file is being given up.
        await CompleteAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // What is still being deflated after a failure is in neither, and is left to the collector.
        foreach (var free in new[] { _free, _freeDeflated })
        {
            while (free.TryTake(out var block))
            {
                block.Dispose();
            }
        }
    }

    private static Block Take(ConcurrentBag<Block> free, int bytes)
    {
        var block = free.TryTake(out var used) ? used : new Block(bytes);
        block.CutBack(0);
        return block;
    }

    private async Task WriteInOrderAsync()
    {
        try
        {
            await foreach (var task in _inOrder.Reader.ReadAllAsync())
            {
                var (block, deflated) = await task;
                _part.Write(block.Written, deflated is null ? default : deflated.Written);
                await _written(block);
                _free.Add(block);
                if (deflated is not null)
                {
                    _freeDeflated.Add(deflated);
                }
            }
        }
        catch (Exception exception)
        {
            _inOrder.Writer.TryComplete(exception);
            throw;
        }
    }

    // Fairly: the pool would else begin with the newest, and the others wait for the oldest to be written.
    private Task<Compressed> Begin(Block block) =>
        Task.Factory.StartNew(() => Deflate(block), CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default);

    private Compressed Deflate(Block block)
    {
        var deflated = Take(_freeDeflated, DeflatedBytes);
        using var deflate = new DeflateStream(new BlockTarget { Block = deflated }, new ZLibCompressionOptions { CompressionLevel = _level!.Value });
        deflate.Write(block.Written);
        deflate.Flush();
        var length = deflated.Length;
        deflate.Dispose();

        // What closing adds marks the end of the data, which comes once, after the last block.
        deflated.CutBack(length);
        return new Compressed(block, deflated);
    }

    private readonly record struct Compressed(Block Block, Block? Deflated);
}
