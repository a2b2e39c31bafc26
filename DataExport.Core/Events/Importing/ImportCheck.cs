using System.Globalization;

namespace DataExport.Core.Events.Importing;

/// <summary>Reads a file through before anything of it is stored, so that a broken one leaves nothing behind.</summary>
internal static class ImportCheck
{
    /// <summary>Rows at the beginning of which no more than half may be bad.</summary>
    private const int RowsJudged = 1000;

    /// <summary>What is wrong with the file or with the mapping for it; nothing when it can be stored.</summary>
    public static IReadOnlyList<ImportProblem> Run(string path, ImportMapping mapping, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            using var records = ImportFormats.Open(path, ImportFormats.Detect(path, cancellationToken), out _, cancellationToken);
            return Read(records, mapping, clock);
        }
        catch (ImportFileException exception)
        {
            return [new ImportProblem(ImportProblem.File, exception.Message, exception.TooLarge)];
        }
    }

    private static List<ImportProblem> Read(RecordReader records, ImportMapping mapping, TimeProvider clock)
    {
        var columns = new HashSet<string>(records.Header ?? [], StringComparer.Ordinal);
        if (records.Header is not null && ImportMappingRules.CheckColumns(mapping, records.Header).ToList() is { Count: > 0 } problems)
        {
            return problems;
        }

        var mapper = new RowMapper(mapping, projectId: 0, importId: null, importTime: 0, clock);
        var (rows, bad, first) = (0, 0, default(ImportError));
        for (; rows < RowsJudged && records.Read(); rows++)
        {
            columns.UnionWith(records.Header is null ? records.Cells.Select(cell => cell.Key) : []);
            bad += mapper.Map(records, out var error) is null ? 1 : 0;
            first ??= error;
        }

        problems = [.. rows == bad ? [] : ImportMappingRules.CheckColumns(mapping, columns)];
        if (problems.Count == 0 && bad * 2 > rows)
        {
            problems.Add(new ImportProblem(ImportProblem.File, string.Create(
                CultureInfo.InvariantCulture, $"{bad} of the first {rows} rows cannot be read. {Describe(first!)}")));
        }

        // The rest has to be whole too: a file that breaks off would otherwise be half stored.
        while (problems.Count == 0 && records.Skip())
        {
        }

        return problems;
    }

    private static string Describe(ImportError error) =>
        string.Create(CultureInfo.InvariantCulture, $"Line {error.Line}{(error.Column is null ? "" : $", column {error.Column}")}: {error.Reason}");
}
