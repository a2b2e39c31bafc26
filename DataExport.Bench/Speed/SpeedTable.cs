using System.Globalization;

namespace DataExport.Bench.Speed;

/// <summary>What each way took in each round, and how many times as fast the product is.</summary>
internal sealed class SpeedTable
{
    /// <summary>The product's plain CSV.</summary>
    public const string Plain = "DataExport, plain CSV";

    /// <summary>The product's CSV as gzip.</summary>
    public const string Gzip = "DataExport, gzip";

    private readonly List<string> _names = [];
    private readonly Dictionary<string, List<Turn>> _turns = [];

    /// <summary>Adds a turn.</summary>
    public void Add(string name, Turn turn)
    {
        if (!_turns.TryGetValue(name, out var turns))
        {
            _names.Add(name);
            _turns[name] = turns = [];
        }

        turns.Add(turn);
    }

    /// <summary>Prints medians, the fastest and slowest turn, and the ratio of each median to that of the product's same form.</summary>
    public void Print()
    {
        Console.WriteLine("| way | median, s | fastest to slowest, s | file, MB | DataExport plain is faster by | DataExport gzip is faster by |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var name in _names)
        {
            var turns = _turns[name];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {Median(name):N2} | {turns.Min(turn => turn.Seconds):N2} to {turns.Max(turn => turn.Seconds):N2} | {turns[0].Bytes / 1e6:N1} | {Median(name) / Median(Plain):N2} | {Median(name) / Median(Gzip):N2} |"));
        }
    }

    private double Median(string name)
    {
        var seconds = _turns[name].Select(turn => turn.Seconds).Order().ToList();
        return seconds[seconds.Count / 2];
    }
}
