namespace DataExport.Web.Components.Exports;

/// <summary>
/// One reading for all who ask for the same at the same time. Whoever asks gets what a reading found that began then or later, so
/// somebody who was told of a change never gets what was there before it.
/// </summary>
/// <param name="readAsync">Reads what was asked for.</param>
public sealed class SharedReading<TKey, TValue>(Func<TKey, Task<TValue>> readAsync)
    where TKey : notnull
{
    private readonly Lock _gate = new();

    // What is being read, and what is to be read after it, for those who came too late for the first.
    private readonly Dictionary<TKey, (Task<TValue> Now, Task<TValue>? Next)> _readings = [];

    /// <summary>What is there now.</summary>
    /// <param name="key">What is asked for.</param>
    /// <param name="cancellationToken">Ends the waiting; the reading goes on for others.</param>
    public Task<TValue> ReadAsync(TKey key, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_readings.TryGetValue(key, out var reading))
            {
                reading = (Start(key, Task.CompletedTask), null);
                _readings[key] = reading;
                return reading.Now.WaitAsync(cancellationToken);
            }

            reading.Next ??= Start(key, reading.Now);
            _readings[key] = reading;
            return reading.Next.WaitAsync(cancellationToken);
        }
    }

    // Away from whoever asks: a page that is busy must not hold the others up.
    private Task<TValue> Start(TKey key, Task earlier) => Task.Run(async () =>
    {
        await earlier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            return await readAsync(key);
        }
        finally
        {
            End(key);
        }
    });

    private void End(TKey key)
    {
        lock (_gate)
        {
            if (_readings[key].Next is { } next)
            {
                _readings[key] = (next, null);
            }
            else
            {
                _readings.Remove(key);
            }
        }
    }
}
