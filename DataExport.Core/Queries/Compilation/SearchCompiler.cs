using System.Globalization;
using System.Text;
using DataExport.Core.Events;
using DataExport.Core.Queries.Columns;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.Search;

namespace DataExport.Core.Queries.Compilation;

/// <summary>Turns a search into a condition. Every condition is true or false for every row, never unknown, so that <c>!</c> is exact.</summary>
internal sealed class SearchCompiler(SqlText sql, IReadOnlyDictionary<int, string> projectSlugs)
{
    private const string Never = "0";

    /// <summary>Appends the condition of a node.</summary>
    public void Append(SearchNode node)
    {
        switch (node)
        {
            case SearchNode.All all:
                AppendJoined(all.Parts, " AND ");
                break;
            case SearchNode.Any any:
                AppendJoined(any.Parts, " OR ");
                break;
            case SearchNode.Not not:
                sql.Append("NOT ");
                Append(not.Part);
                break;
            case SearchNode.Words words:
                AppendLike("message", words.Pattern, contains: true);
                break;
            case SearchNode.Has has:
                sql.Append("(");
                AppendValue(Resolve(has.Key));
                sql.Append(" IS NOT NULL)");
                break;
            case SearchNode.KeyValue term:
                AppendTerm(term);
                break;
            default:
                throw new InvalidOperationException($"A search cannot hold {node.GetType().Name}.");
        }
    }

    // A key that is no column is a tag, whether or not an event has it: the search then finds nothing, which is right.
    private static Column Resolve(string key) => ColumnCatalogue.Find(key) ?? Column.OfTag(key);

    private void AppendJoined(IReadOnlyList<SearchNode> parts, string separator)
    {
        sql.Append("(");
        for (var index = 0; index < parts.Count; index++)
        {
            sql.Append(index == 0 ? "" : separator);
            Append(parts[index]);
        }

        sql.Append(")");
    }

    private void AppendTerm(SearchNode.KeyValue term)
    {
        var column = Resolve(term.Key);
        sql.Append("(");
        for (var index = 0; index < term.Values.Count; index++)
        {
            sql.Append(index == 0 ? "" : " OR ");
            AppendMatch(column, term.Values[index]);
        }

        sql.Append(")");
    }

    private void AppendMatch(Column column, SearchPattern pattern)
    {
        switch (column.Kind)
        {
            case ColumnKind.Text when column.Name == "level" && pattern.IsLiteral:
                sql.Append("level = ").Parameter(pattern.Literal.ToLowerInvariant());
                break;
            case ColumnKind.Text or ColumnKind.Tag or ColumnKind.Json:
                AppendTextMatch(column, pattern);
                break;
            case ColumnKind.EventId:
                AppendEventId(pattern);
                break;
            case ColumnKind.Project:
                AppendProjects(pattern);
                break;
            case ColumnKind.Issue:
                AppendIssue(pattern);
                break;
            default:
                AppendNumber(column, pattern);
                break;
        }
    }

    private void AppendTextMatch(Column column, SearchPattern pattern)
    {
        if (!pattern.IsLiteral)
        {
            AppendLike(column, pattern);
            return;
        }

        AppendValue(column);
        // Absent and empty are the same, and stored as NULL.
        _ = pattern.Literal.Length == 0 ? sql.Append(" IS NULL") : sql.Append(" IS ").Parameter(pattern.Literal);
    }

    private void AppendLike(Column column, SearchPattern pattern)
    {
        sql.Append("ifnull(");
        AppendValue(column);
        sql.Append(" LIKE ").Parameter(LikePattern(pattern, contains: false)).Append(" ESCAPE '\\', 0)");
    }

    private void AppendLike(string expression, SearchPattern pattern, bool contains) =>
        sql.Append("ifnull(").Append(expression).Append(" LIKE ").Parameter(LikePattern(pattern, contains)).Append(" ESCAPE '\\', 0)");

    private void AppendEventId(SearchPattern pattern)
    {
        if (!pattern.IsLiteral)
        {
            AppendLike("lower(hex(event_id))", pattern, contains: false);
        }
        else if (EventId.TryParse(pattern.Literal, out var id))
        {
            var bytes = new byte[EventId.Length];
            id.WriteTo(bytes);
            sql.Append("event_id = ").Parameter(bytes);
        }
        else
        {
            sql.Append(Never);
        }
    }

    private void AppendProjects(SearchPattern pattern)
    {
        var ids = projectSlugs.Where(project => SlugMatch.Matches(pattern, project.Value)).Select(project => project.Key).Order();
        sql.Append("project_id IN (").Append(string.Join(", ", ids)).Append(")");
    }

    private void AppendIssue(SearchPattern pattern)
    {
        var text = pattern.IsLiteral ? pattern.Literal : "";
        var dash = text.LastIndexOf('-');
        var project = dash < 0 ? null : projectSlugs.Cast<KeyValuePair<int, string>?>()
            .FirstOrDefault(project => text.AsSpan(0, dash).Equals(project!.Value.Value, StringComparison.OrdinalIgnoreCase));
        if (project is null || !long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            sql.Append(Never);
            return;
        }

        sql.Append("issue_id IS (SELECT id FROM issues WHERE project_id = ").Parameter(project.Value.Key)
            .Append(" AND number = ").Parameter(number).Append(")");
    }

    private void AppendNumber(Column column, SearchPattern pattern)
    {
        var text = pattern.IsLiteral ? pattern.Literal : "";
        long? number = column.Kind switch
        {
            ColumnKind.Time => Periods.ParseIso(text) is { } time ? Timestamps.ToMicroseconds(time) : null,
            ColumnKind.Boolean => text switch { "true" or "1" => 1, "false" or "0" => 0, _ => null },
            _ => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null,
        };
        _ = number is null ? sql.Append(Never) : sql.Append(column.Sql).Append(" IS ").Parameter(number.Value);
    }

    /// <summary>Appends the value of a column for comparing: NULL when absent.</summary>
    private void AppendValue(Column column) => ColumnSql.Append(sql, column);

    private static string LikePattern(SearchPattern pattern, bool contains)
    {
        var like = new StringBuilder(contains ? "%" : "");
        for (var index = 0; index < pattern.Pieces.Count; index++)
        {
            like.Append(index == 0 ? "" : "%");
            // LIKE would end at a NUL; events hold U+FFFD in its place.
            foreach (var character in pattern.Pieces[index].Replace('\0', '\uFFFD'))
            {
                _ = character is '%' or '_' or '\\' ? like.Append('\\').Append(character) : like.Append(character);
            }
        }

        return like.Append(contains ? "%" : "").ToString();
    }
}
