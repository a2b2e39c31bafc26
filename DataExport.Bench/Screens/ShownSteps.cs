namespace DataExport.Bench.Screens;

/// <summary>What one follower has shown, each step when it was first seen.</summary>
internal sealed class ShownSteps
{
    private readonly Dictionary<string, List<Step>> _steps = new(StringComparer.Ordinal);

    /// <summary>How many exports it has shown the end of.</summary>
    public int Ended => _steps.Values.Count(steps => steps[^1].Phase == 2);

    /// <summary>Notes what is shown now, unless as much has been shown before.</summary>
    public void Note(Step step)
    {
        if (!_steps.TryGetValue(step.ExportId, out var steps))
        {
            _steps[step.ExportId] = [step];
        }
        else if (!steps[^1].Reaches(step))
        {
            steps.Add(step);
        }
    }

    /// <summary>Milliseconds from when something was told until as much, or more, was shown; null when it never was.</summary>
    public double? DelayOf(Step told) => _steps.GetValueOrDefault(told.ExportId) is { } steps && steps.Find(shown => shown.Reaches(told)) is { ExportId: not null } found
        ? Math.Max(0, found.At - told.At)
        : null;
}
