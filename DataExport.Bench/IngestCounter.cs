namespace DataExport.Bench;

/// <summary>What a load of requests came to.</summary>
internal sealed class IngestCounter
{
    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _answers = [];
    private readonly Dictionary<int, int> _bySecond = [];

    /// <summary>Events that were stored.</summary>
    public int Answered => _answers.Count;

    /// <summary>Events that were turned away.</summary>
    public int Refused { get; private set; }

    /// <summary>Notes an answer.</summary>
    /// <param name="at">When it came, since the load began.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="stored">Whether the event was stored.</param>
    public void Note(TimeSpan at, TimeSpan took, bool stored)
    {
        lock (_lock)
        {
            if (!stored)
            {
                Refused++;
                return;
            }

            _answers.Add(took);
            var second = (int)at.TotalSeconds;
            _bySecond[second] = _bySecond.GetValueOrDefault(second) + 1;
        }
    }

    /// <summary>The fewest events that were stored in one of the seconds.</summary>
    public int SlowestSecond(int seconds) => Enumerable.Range(0, seconds).Min(second => _bySecond.GetValueOrDefault(second));

    /// <summary>The time within which this share of the answers came.</summary>
    public double Milliseconds(double share)
    {
        _answers.Sort();
        return _answers.Count == 0 ? 0 : _answers[(int)Math.Min(_answers.Count - 1, share * _answers.Count)].TotalMilliseconds;
    }
}
