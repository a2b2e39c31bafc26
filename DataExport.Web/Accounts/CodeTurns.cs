namespace DataExport.Web.Accounts;

/// <summary>
/// Lets a person's tries at the second factor go one after the other. A code has a million values: if many at once were looked at before
/// the first of them is counted, the lockout would come too late.
/// </summary>
public sealed class CodeTurns : IDisposable
{
    // Two people may share a turn; it takes milliseconds.
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Waits for the person's turn; dispose what is returned to end it.</summary>
    public async Task<IDisposable> EnterAsync(int userId, CancellationToken cancellationToken)
    {
        var turn = _turns[userId % _turns.Length];
        await turn.WaitAsync(cancellationToken);
        return new Turn(turn);
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_turns, turn => turn.Dispose());

    private sealed class Turn(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
