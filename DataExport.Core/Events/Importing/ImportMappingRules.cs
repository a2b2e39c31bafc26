namespace DataExport.Core.Events.Importing;

/// <summary>What a mapping has to keep, whatever the file.</summary>
internal static class ImportMappingRules
{
    public static IEnumerable<string> Check(ImportMapping mapping)
    {
        foreach (var target in mapping.Targets.Keys.Where(target => !ImportTargets.All.Contains(target)))
        {
            yield return $"\"{target}\" is no target.";
        }

        if (mapping.TimestampFormat is not null && !TimestampReader.IsFormat(mapping.TimestampFormat))
        {
            yield return $"\"{ImportMappingParser.TimestampFormat}\": \"{mapping.TimestampFormat}\" is no .NET date format with a day and a month.";
            yield break;
        }

        if (mapping.TimestampFormat is not null && !mapping.Targets.ContainsKey(ImportTargets.Timestamp))
        {
            yield return $"\"{ImportMappingParser.TimestampFormat}\" is there, but \"{ImportTargets.Timestamp}\" is not.";
        }

        if (mapping.Targets.GetValueOrDefault(ImportTargets.EventId)?.Constant is not null)
        {
            yield return $"\"{ImportTargets.EventId}\" cannot be a constant: an id belongs to one event.";
        }

        if (mapping.Targets.GetValueOrDefault(ImportTargets.Timestamp)?.Constant is { } time && !mapping.Timestamps.TryRead(time, out _))
        {
            yield return $"\"{ImportTargets.Timestamp}\": \"{time}\" is {mapping.Timestamps.Explain(time)}.";
        }
    }

    /// <summary>The mapped columns that a file does not have.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="columns">The file's columns.</param>
    public static IEnumerable<ImportProblem> CheckColumns(ImportMapping mapping, IReadOnlyCollection<string> columns) =>
        mapping.IsByName
            ? []
            : from entry in mapping.Targets
              from column in entry.Value.Columns
              where !columns.Contains(column)
              select new ImportProblem(
                  ImportProblem.Mapping, $"\"{entry.Key}\": the file has no column \"{column}\". Its columns: {List(columns)}.");

    private static string List(IReadOnlyCollection<string> columns)
    {
        const int shown = 50;
        var list = string.Join(", ", columns.Take(shown));
        return columns.Count > shown ? $"{list} and {columns.Count - shown} more" : list;
    }
}
