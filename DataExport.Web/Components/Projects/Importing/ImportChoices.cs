using DataExport.Core.Events.Importing;

namespace DataExport.Web.Components.Projects.Importing;

/// <summary>What a person has picked for all targets, with what can be guessed from the columns' names.</summary>
public sealed class ImportChoices
{
    private static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        [ImportTargets.Timestamp] = ["timestamp", "time", "datetime", "date", "when", "created", "ts"],
        ["message"] = ["message", "msg", "content", "text"],
        [ImportTargets.Level] = ["level", "severity", "loglevel"],
        ["logger"] = ["logger", "component"],
        ["server_name"] = ["servername", "server", "host", "hostname", "node"],
    };

    private readonly Dictionary<string, ImportChoice> _choices = ImportTargets.All.ToDictionary(target => target, _ => new ImportChoice(), StringComparer.Ordinal);

    /// <summary>Picks for each target the column whose name fits it best.</summary>
    public ImportChoices(IReadOnlyList<string> columns)
    {
        foreach (var target in ImportTargets.All)
        {
            _choices[target].First = Guess(target, columns) ?? "";
        }

        // Many logs keep the day and the time of day apart.
        var (date, time) = (Find("date", columns), Find("time", columns));
        if (date is not null && time is not null && Find("timestamp", columns) is null)
        {
            (_choices[ImportTargets.Timestamp].First, _choices[ImportTargets.Timestamp].Second) = (date, time);
        }
    }

    /// <summary>The format of the times, or empty.</summary>
    public string TimestampFormat { get; set; } = "";

    /// <summary>What was picked for a target.</summary>
    public ImportChoice this[string target] => _choices[target];

    /// <summary>The mapping that the choices make, or what is wrong with them.</summary>
    public MappingResult ToMapping() => ImportMapping.Create(
        _choices.Select(choice => (choice.Key, Source: choice.Value.ToSource()))
            .Where(choice => choice.Source is not null)
            .ToDictionary(choice => choice.Key, choice => choice.Source!, StringComparer.Ordinal),
        string.IsNullOrWhiteSpace(TimestampFormat) ? null : TimestampFormat);

    private static string? Guess(string target, IReadOnlyList<string> columns) =>
        columns.FirstOrDefault(column => column == target)
        ?? (Names.TryGetValue(target, out var names) ? names : [target.Replace("_", "", StringComparison.Ordinal)])
            .Select(name => Find(name, columns)).FirstOrDefault(column => column is not null);

    private static string? Find(string name, IReadOnlyList<string> columns) =>
        columns.FirstOrDefault(column => string.Concat(column.Where(char.IsLetterOrDigit)).Equals(name, StringComparison.OrdinalIgnoreCase));
}
