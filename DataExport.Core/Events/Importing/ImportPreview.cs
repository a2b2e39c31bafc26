namespace DataExport.Core.Events.Importing;

/// <summary>The beginning of a file as it will be understood; nothing of it is stored.</summary>
/// <param name="Columns">The columns, in the order of the file.</param>
/// <param name="Events">The first events.</param>
/// <param name="Errors">The rows among them that will be left out.</param>
/// <param name="Problems">Why the file or the mapping will be refused; none when it can be imported as far as it was read.</param>
public sealed record ImportPreview(
    IReadOnlyList<string> Columns,
    IReadOnlyList<NewEvent> Events,
    IReadOnlyList<ImportError> Errors,
    IReadOnlyList<ImportProblem> Problems)
{
    /// <summary>Rows that are shown.</summary>
    public const int Rows = 20;

    internal static ImportPreview Read(string path, ImportMapping mapping, int projectId, TimeProvider clock, CancellationToken cancellationToken)
    {
        var columns = new List<string>();
        var (events, errors) = (new List<NewEvent>(), new List<ImportError>());
        try
        {
            using var records = ImportFormats.Open(path, ImportFormats.Detect(path, cancellationToken), out _, cancellationToken);
            columns.AddRange(records.Header ?? []);
            var mapper = new RowMapper(mapping, projectId, importId: null, Timestamps.ToMicroseconds(clock.GetUtcNow().UtcDateTime), clock);
            while (events.Count + errors.Count < Rows && records.Read())
            {
                columns.AddRange(records.Header is null ? [.. records.Cells.Select(cell => cell.Key).Except(columns)] : Array.Empty<string>());
                if (mapper.Map(records, out var error) is { } row)
                {
                    events.Add(row);
                }
                else
                {
                    errors.Add(error!);
                }
            }

            return new ImportPreview(columns, events, errors, [.. ImportMappingRules.CheckColumns(mapping, columns)]);
        }
        catch (ImportFileException exception)
        {
            return new ImportPreview(columns, events, errors, [new ImportProblem(ImportProblem.File, exception.Message, exception.TooLarge)]);
        }
    }
}
