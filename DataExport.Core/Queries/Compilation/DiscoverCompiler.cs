using DataExport.Core.Events;
using DataExport.Core.Queries.Columns;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.Reading;
using DataExport.Core.Queries.Search;

namespace DataExport.Core.Queries.Compilation;

/// <summary>Compiles a frozen Discover query into a plan. Identifiers come from the catalogue, everything else is a parameter.</summary>
internal static class DiscoverCompiler
{
    private static readonly Column IssueNumber = new("issue", ColumnKind.Integer, SortSql.IssueNumber);

    /// <summary>Compiles the query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="cutOff">The id of the last event that belongs to the answer.</param>
    /// <param name="projectSlugs">The slugs of the query's projects, by id.</param>
    /// <param name="zone">The zone that times are written in.</param>
    public static DiscoverPlan Compile(DiscoverQuery query, long cutOff, IReadOnlyDictionary<int, string> projectSlugs, TimeZoneInfo zone) =>
        Compile(query, cutOff, projectSlugs, zone, new Selection());

    /// <summary>The same for rows that are gathered into a scratch file first, where issues are no more at hand, and read from the second column on.</summary>
    /// <inheritdoc cref="Compile(DiscoverQuery, long, IReadOnlyDictionary{int, string}, TimeZoneInfo)"/>
    public static DiscoverPlan CompileGathered(DiscoverQuery query, long cutOff, IReadOnlyDictionary<int, string> projectSlugs, TimeZoneInfo zone) =>
        Compile(query, cutOff, projectSlugs, zone, new Selection { IsGathered = true });

    private static DiscoverPlan Compile(
        DiscoverQuery query, long cutOff, IReadOnlyDictionary<int, string> projectSlugs, TimeZoneInfo zone, Selection selection)
    {
        var (json, issues, search) = (new JsonScanner(), new IssueNumbers(), ParseSearch(query));
        var columns = query.Field.Select(field => Reader(field, selection, json, issues, projectSlugs, zone)).ToList();
        return new DiscoverPlan
        {
            Projects = query.Project,
            Selected = selection.Expressions,
            StoredIn = selection.StoredIn,
            Columns = columns,
            Json = json,
            Issues = issues,
            CutOff = cutOff,
            Condition = AppendFilter(new SqlText(), query, cutOff, projectSlugs),
            Search = AppendSearch(BoundsSql.AppendEnvironments(new SqlText(), query.Environment), query, projectSlugs),
            IsSearch = query.Environment.Count > 0 || search is not null,
            LooksAtEachEvent = search is null ? query.Environment.Count > 0 : !SearchIndexes.Find(search),
            Times = TimeRange.Of(query),
            Ascending = query.Sort[0] == "timestamp",
        };
    }

    /// <summary>A statement that counts the rows of one project by an index.</summary>
    public static SqlText Count(DiscoverQuery query, QueryBounds bounds, int project)
    {
        // SQLite would take an index that begins with the project, and look at all of its events, not only at those of the issue.
        var ofProject = ParseSearch(query) is { } search && SearchIndexes.FindIssue(search) ? " AND +project_id = " : " AND project_id = ";
        return AppendCondition(new SqlText().Append("SELECT count(*) FROM events WHERE "), query, bounds.CutOff, bounds.ProjectSlugs)
            .Append(ofProject).Parameter(project);
    }

    /// <summary>A statement that counts the rows of all projects between ids by going through all events there in the order in which they lie in the file.</summary>
    public static SqlText CountBetween(DiscoverQuery query, QueryBounds bounds, long after, long upTo)
    {
        var sql = new SqlText().Append("SELECT count(*) FROM events NOT INDEXED WHERE id > ").Parameter(after);
        return AppendCondition(sql.Append($" AND project_id IN ({string.Join(", ", query.Project)}) AND "), query, upTo, bounds.ProjectSlugs);
    }

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
        string field, Selection selection, JsonScanner json, IssueNumbers issues, IReadOnlyDictionary<int, string> projectSlugs, TimeZoneInfo zone)
    {
        var column = ColumnCatalogue.Find(field) ?? Column.OfTag(field);
        var place = selection.Add(column.Kind == ColumnKind.Issue && selection.IsGathered ? IssueNumber : column);
        return column.Kind switch
        {
            ColumnKind.Time => new TimeCellReader(place, zone),
            ColumnKind.Integer => new NumberCellReader(place),
            ColumnKind.Boolean => new BooleanCellReader(place),
            ColumnKind.EventId => new HexCellReader(place),
            ColumnKind.Project => new ProjectCellReader(place, projectSlugs),
            ColumnKind.Issue when selection.IsGathered => new IssueCellReader(selection.Add(ColumnCatalogue.Project), place, projectSlugs),
            ColumnKind.Issue => new IssueIdCellReader(selection.Add(ColumnCatalogue.Project), place, projectSlugs, issues),
            ColumnKind.Tag when StoredTags.CanFind(column.Name) => new TagCellReader(place, column.Name),
            ColumnKind.Tag or ColumnKind.Json => new JsonCellReader(place, json, json.Add(column)),
            _ => new TextCellReader(place),
        };
    }

    /// <summary>What a statement has to select, each once.</summary>
    private sealed class Selection
    {
        /// <summary>Whether the rows are gathered into a scratch file, which has their number before all else.</summary>
        public bool IsGathered { get; init; }

        public List<string> Expressions { get; } = [];

        public List<IReadOnlyList<string>> StoredIn { get; } = [];

        /// <summary>The place of a column in the statement.</summary>
        public int Add(Column column)
        {
            var known = Expressions.IndexOf(column.Sql);
            if (known < 0)
            {
                Expressions.Add(column.Sql);
                StoredIn.Add(column.StoredIn);
                known = Expressions.Count - 1;
            }

            return IsGathered ? known + 1 : known;
        }
    }
}
