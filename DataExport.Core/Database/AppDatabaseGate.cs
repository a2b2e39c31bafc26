namespace DataExport.Core.Database;

/// <summary>
/// The gate that every write to <c>app.db</c> passes, one at a time, checkpoints of the write-ahead log included.
/// </summary>
/// <remarks>
/// SQLite has one writer anyway; queueing here is fair, where its busy time-out is a lottery.
/// </remarks>
public sealed class AppDatabaseGate : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(1, 1);

    /// <summary>Waits for the gate; dispose what is returned to leave it.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _semaphore.WaitAsync(cancellationToken);
        return new Passage(_semaphore);
    }

    /// <inheritdoc/>
    public void Dispose() => _semaphore.Dispose();

    private sealed class Passage(SemaphoreSlim semaphore) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                semaphore.Release();
            }
        }
    }
}
