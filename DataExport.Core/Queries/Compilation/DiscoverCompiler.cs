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
        var selected = new List<string>();
        var tags = new JsonScanner();
        var columns = query.Field.Select(field => Reader(field, selected, tags, projectSlugs, zone)).ToList();
        return new DiscoverPlan
        {
            Projects = query.Project,
            Selected = selected,
            Columns = columns,
            Tags = tags,
            Condition = AppendFilter(new SqlText(), query, cutOff, projectSlugs),
            IsSearch = query.Environment.Count > 0 || ParseSearch(query) is not null,
            Times = TimeRange.Of(query),
            Ascending = query.Sort[0] == "timestamp",
        };
    }

    /// <summary>A statement that counts the rows of one project.</summary>
    public static SqlText Count(DiscoverQuery query, QueryBounds bounds, int project) =>
        AppendCondition(new SqlText().Append("SELECT count(*) FROM events WHERE "), query, bounds.CutOff, bounds.ProjectSlugs)
            .Append(" AND project_id = ").Parameter(project);

    /// <summary>Appends the condition of a query: cut-off, period, environments and search.</summary>
    public static SqlText AppendCondition(SqlText sql, DiscoverQuery query, long cutOff, IReadOnlyDictionary<int, string> projectSlugs)
    {
        BoundsSql.Append(sql, cutOff, query.Start, query.End, query.Environment);
        return AppendSearch(sql, query, projectSlugs);
    }

    /// <summary>
    /// Appends the condition without the period, for statements that go through the time by bounds of their own: of two bounds to one
    /// side SQLite takes either to the index, and by the period's it would start each piece of the way at the period's edge.
    /// </summary>
    public static SqlText AppendFilter(SqlText sql, DiscoverQuery query, long cutOff, IReadOnlyDictionary<int, string> projectSlugs)
    {
        BoundsSql.Append(sql, cutOff, null, null, query.Environment);
        return AppendSearch(sql, query, projectSlugs);
    }

    /// <summary>The search of a query; null when it has none.</summary>
    public static SearchNode? ParseSearch(DiscoverQuery query)
    {
        var search = SearchParser.Parse(query.Query);
        return search.Error is null
            ? search.Node
            : throw new InvalidOperationException($"A frozen query holds a search that does not parse: {search.Error}");
    }

    private static SqlText AppendSearch(SqlText sql, DiscoverQuery query, IReadOnlyDictionary<int, string> projectSlugs)
    {
        if (ParseSearch(query) is { } search)
        {
            sql.Append(" AND ");
            new SearchCompiler(sql, SearchFacts.Of(query, projectSlugs)).Append(search);
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
                Select(selected, "project_id"), Select(selected, SortSql.IssueNumber), projectSlugs),
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
