using DataExport.Core.Events;
using DataExport.Core.Queries.Columns;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.Reading;
using DataExport.Core.Queries.Search;

namespace DataExport.Core.Queries.Compilation;

/// <summary>Compiles a frozen Discover query into a plan. Identifiers come from the catalogue, everything else is a parameter.</summary>
internal static class DiscoverCompiler
{
    /// <summary>Compiles the query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="cutOff">The id of the last event that belongs to the answer.</param>
    /// <param name="projectSlugs">The slugs of the query's projects, by id.</param>
    /// <param name="zone">The zone that times are written in.</param>
    public static DiscoverPlan Compile(DiscoverQuery query, long cutOff, IReadOnlyDictionary<int, string> projectSlugs, TimeZoneInfo zone)
    {
        var search = SearchParser.Parse(query.Query);
        if (search.Error is not null)
        {
            throw new InvalidOperationException($"A frozen query holds a search that does not parse: {search.Error}");
        }

        var selected = new List<string>();
        var tags = new JsonScanner();
        var columns = query.Field.Select(field => Reader(field, selected, tags, projectSlugs, zone)).ToList();
        return new DiscoverPlan
        {
            Projects = query.Project,
            Selected = selected,
            Columns = columns,
            Tags = tags,
            Condition = Condition(query, search.Node, cutOff, projectSlugs),
            Ascending = query.Sort[0] == "timestamp",
        };
    }

    private static SqlText Condition(DiscoverQuery query, SearchNode? search, long cutOff, IReadOnlyDictionary<int, string> projectSlugs)
    {
        var sql = new SqlText().Append("id <= ").Parameter(cutOff);
        if (query.Start is { } start)
        {
            sql.Append(" AND timestamp >= ").Parameter(Timestamps.ToMicroseconds(start));
        }

        if (query.End is { } end)
        {
            sql.Append(" AND timestamp < ").Parameter(Timestamps.ToMicroseconds(end));
        }

        for (var index = 0; index < query.Environment.Count; index++)
        {
            sql.Append(index == 0 ? " AND ifnull(environment, '') IN (" : ", ").Parameter(query.Environment[index])
                .Append(index == query.Environment.Count - 1 ? ")" : "");
        }

        if (search is not null)
        {
            sql.Append(" AND ");
            new SearchCompiler(sql, projectSlugs).Append(search);
        }

        return sql;
    }

    private static CellReader Reader(
        string field, List<string> selected, JsonScanner tags, IReadOnlyDictionary<int, string> projectSlugs, TimeZoneInfo zone)
    {
        var column = ColumnCatalogue.Find(field) ?? Column.OfTag(field);
        return column.Kind switch
        {
            ColumnKind.Time => new TimeCellReader(Select(selected, column.Sql), zone),
            ColumnKind.Integer => new NumberCellReader(Select(selected, column.Sql)),
            ColumnKind.Boolean => new BooleanCellReader(Select(selected, column.Sql)),
            ColumnKind.EventId => new HexCellReader(Select(selected, column.Sql)),
            ColumnKind.Project => new ProjectCellReader(Select(selected, column.Sql), projectSlugs),
            ColumnKind.Issue => new IssueCellReader(
                Select(selected, "project_id"), Select(selected, "(SELECT number FROM issues WHERE issues.id = events.issue_id)"), projectSlugs),
            ColumnKind.Tag or ColumnKind.Json => new JsonCellReader(Select(selected, column.Sql), tags, tags.Add(column)),
            _ => new TextCellReader(Select(selected, column.Sql)),
        };
    }

    /// <summary>The place of an expression in the statement, which has id and timestamp first.</summary>
    private static int Select(List<string> selected, string sql)
    {
        var known = selected.IndexOf(sql);
        if (known < 0)
        {
            selected.Add(sql);
            known = selected.Count - 1;
        }

        return known + ProjectRows.FixedColumns;
    }
}
