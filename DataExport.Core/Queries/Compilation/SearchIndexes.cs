using DataExport.Core.Queries.Columns;
using DataExport.Core.Queries.Search;

namespace DataExport.Core.Queries.Compilation;

/// <summary>Which searches an index answers, or narrows down, so that SQLite need not look at each event of the projects and the period.</summary>
internal static class SearchIndexes
{
    private static readonly string[] First = ["event_id", "issue_id", "level"];
    private static readonly string[] ByIssue = ["issue_id"];
    private static readonly string[] ByTime = ["project_id", "timestamp"];
    private static readonly string[] ByLevel = ["project_id", "level", "timestamp"];

    /// <summary>Whether an index finds the rows: by one value of a column that it begins with, or by columns that are all in that by time.</summary>
    public static bool Find(SearchNode search) => search switch
    {
        SearchNode.KeyValue { Values: [{ IsLiteral: true }] } term when IsOf(term.Key, First) => true,
        SearchNode.All all => all.Parts.Any(Find),
        _ => AreIn(search, ByTime),
    };

    /// <summary>Whether all rows have to be of one issue.</summary>
    public static bool FindIssue(SearchNode search) => search switch
    {
        SearchNode.KeyValue { Values: [{ IsLiteral: true }] } term => IsOf(term.Key, ByIssue),
        SearchNode.All all => all.Parts.Any(FindIssue),
        _ => false,
    };

    /// <summary>Whether an index counts them, without a look at the events themselves.</summary>
    public static bool Count(SearchNode search) => Find(search) || AreIn(search, ByLevel);

    private static bool AreIn(SearchNode search, string[] columns) => search switch
    {
        SearchNode.KeyValue term => IsOf(term.Key, columns),
        SearchNode.Comparison comparison => IsOf(comparison.Key, columns),
        SearchNode.Not not => AreIn(not.Part, columns),
        SearchNode.All all => all.Parts.All(part => AreIn(part, columns)),
        SearchNode.Any any => any.Parts.All(part => AreIn(part, columns)),
        _ => false,
    };

    private static bool IsOf(string key, string[] columns) => ColumnCatalogue.Find(key) is { } column && columns.Contains(column.Sql);
}
