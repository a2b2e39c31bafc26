using System.Globalization;
using DataExport.Core.Events;
using DataExport.Core.Queries.Columns;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.Fields;
using DataExport.Core.Queries.Reading;
using DataExport.Core.Queries.Scratch;

namespace DataExport.Core.Queries.Compilation;

/// <summary>
/// Compiles rows in an order that no index has: gathered with their keys, a slice of time at once; then only the keys are
/// sorted, and the rows stay where they are.
/// </summary>
internal static class SortedCompiler
{
    // parts has its own number, id and timestamp before the selected expressions.
    private const int FixedColumns = 3;

    /// <summary>Compiles a query without aggregates.</summary>
    public static ScratchPlan Compile(DiscoverQuery query, QueryBounds bounds, TimeZoneInfo zone)
    {
        var plan = DiscoverCompiler.CompileGathered(query, bounds.CutOff, bounds.ProjectSlugs, zone);
        var fields = new FieldList(query.Field);
        var keys = query.Sort.Select(entry => fields.FindSort(entry)
            ?? throw new InvalidOperationException($"A frozen query is sorted by what it does not select: {entry}")).ToList();
        var selected = plan.Selected.Select((_, index) => Invariant($"s{index}")).ToList();
        var sorted = keys.Select((_, index) => Invariant($"k{index}")).ToList();
        var order = keys.Select((key, index) => $"{sorted[index]}{(key.Descending ? " DESC" : "")}").Append("timestamp DESC").Append("id DESC");
        return new ScratchPlan
        {
            Tables = $"""
                CREATE TABLE parts ({string.Join(", ", ["part INTEGER PRIMARY KEY", "id", "timestamp", .. selected, .. sorted])});
                CREATE TABLE rows (row INTEGER PRIMARY KEY, part INTEGER NOT NULL)
                """,
            Gather = Gather(query, bounds, plan.Selected, keys),
            Steps = [new SqlText().Append($"INSERT INTO rows (part) SELECT part FROM parts ORDER BY {string.Join(", ", order)}{Limit(bounds)}")],
            Read = $"""
                SELECT {string.Join(", ", ["row", .. selected])} FROM rows CROSS JOIN parts USING (part) WHERE row > ?1 ORDER BY row
                """,
            Columns = plan.Columns,
            NextRow = plan.Json.NextRow,
        };
    }

    /// <summary>The limit of a statement, where not all rows are wanted.</summary>
    public static string Limit(QueryBounds bounds) => bounds.Most is { } most ? Invariant($" LIMIT {most}") : "";

    private static GatherStep Gather(DiscoverQuery query, QueryBounds bounds, IReadOnlyList<string> selected, List<SortEntry> keys)
    {
        var sql = new SqlText().Append($"INSERT INTO parts SELECT {string.Join(", ", ["NULL", "id", "timestamp", .. selected])}");
        foreach (var key in keys)
        {
            SortSql.Append(sql.Append(", "), key.Index == SortEntry.ByTime ? ColumnCatalogue.Find("timestamp")! : ColumnOf(query.Field[key.Index]));
        }

        DiscoverCompiler.AppendFilter(sql.Append(" FROM events WHERE "), query, bounds.CutOff, bounds.ProjectSlugs);
        var project = sql.ParameterCount + 1;
        sql.Append(" AND project_id = ").Parameter(0).Append(" AND timestamp >= ").Parameter(0).Append(" AND timestamp < ").Parameter(0);
        if (bounds.Most is not null)
        {
            // No more of a slice can be among the first.
            var first = FixedColumns + selected.Count + 1;
            var order = keys.Select((key, index) => Invariant($"{first + index}{(key.Descending ? " DESC" : "")}")).Append("3 DESC").Append("2 DESC");
            sql.Append($" ORDER BY {string.Join(", ", order)}{Limit(bounds)}");
        }

        return new GatherStep(sql, query.Project, project, TimeRange.Of(query));
    }

    private static Column ColumnOf(string field) => ColumnCatalogue.Find(field) ?? Column.OfTag(field);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
