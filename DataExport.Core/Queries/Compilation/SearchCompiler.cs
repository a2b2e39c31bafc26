using DataExport.Core.Queries.Columns;
using DataExport.Core.Queries.Search;

namespace DataExport.Core.Queries.Compilation;

/// <summary>Turns a search into a condition. Every condition is true or false for every row, never unknown, so that <c>!</c> is exact.</summary>
/// <remarks>A value that cannot be throws a <see cref="SearchException"/>; <see cref="SearchCheck"/> keeps such searches away.</remarks>
internal sealed class SearchCompiler(SqlText sql, SearchFacts facts)
{
    private static readonly string[] States = ["unresolved", "resolved", "ignored"];

    /// <summary>Whether what was appended has relative times.</summary>
    public bool UsesNow { get; private set; }

    /// <summary>Whether what was appended asks for states of issues.</summary>
    public bool UsesStatus { get; private set; }

    /// <summary>Appends the condition of a node.</summary>
    /// <exception cref="SearchException">A key cannot have such a value.</exception>
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
                TextMatch.AppendLike(sql, ColumnCatalogue.Message, words.Pattern, contains: true);
                break;
            case SearchNode.Has has:
                AppendPresent(Resolve(has.Key));
                break;
            case SearchNode.Is states:
                AppendStates(states);
                break;
            case SearchNode.KeyValue term:
                AppendTerm(term);
                break;
            case SearchNode.Comparison comparison:
                AppendComparison(comparison);
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

    private void AppendPresent(Column column)
    {
        sql.Append("(");
        ColumnSql.Append(sql, column).Append(" IS NOT NULL)");
    }

    private void AppendStates(SearchNode.Is states)
    {
        UsesStatus = true;
        // Of an issue that was never changed there is no row: it is as it was made.
        sql.Append("(ifnull((SELECT status FROM issue_status_changes AS change WHERE change.issue_id = events.issue_id AND change.id <= ")
            .Parameter(facts.StatusChange ?? 0).Append(" ORDER BY change.id DESC LIMIT 1), 'unresolved') IN (");
        for (var index = 0; index < states.States.Count; index++)
        {
            var state = states.States[index];
            sql.Append(index == 0 ? "" : ", ").Parameter(
                Array.Find(States, known => state.IsLiteral && AsciiText.EqualsFolded(known, state.Literal))
                ?? throw new SearchException($"'is:{state}' cannot be; there are is:unresolved, is:resolved and is:ignored", state.Position));
        }

        sql.Append("))");
    }

    private void AppendTerm(SearchNode.KeyValue term)
    {
        var column = Resolve(term.Key);
        sql.Append("(");
        if (column.Kind is ColumnKind.Text or ColumnKind.Tag or ColumnKind.Json)
        {
            TextMatch.Append(sql, column, term.Values);
        }
        else
        {
            for (var index = 0; index < term.Values.Count; index++)
            {
                sql.Append(index == 0 ? "" : " OR ");
                AppendMatch(column, term.Values[index]);
            }
        }

        sql.Append(")");
    }

    private void AppendMatch(Column column, SearchPattern value)
    {
        if (value.IsAnything)
        {
            AppendPresent(column);
            return;
        }

        switch (column.Kind)
        {
            case ColumnKind.Time:
                AppendTime(column, value);
                break;
            case ColumnKind.Integer:
                NumberMatch.Append(sql, column, value);
                break;
            case ColumnKind.Boolean:
                ValueMatch.AppendBoolean(sql, column, value);
                break;
            case ColumnKind.EventId:
                ValueMatch.AppendEventId(sql, value);
                break;
            case ColumnKind.Level:
                ValueMatch.AppendLevel(sql, value);
                break;
            case ColumnKind.Project:
                ProjectMatch.AppendProjects(sql, facts, value);
                break;
            case ColumnKind.Issue:
                ProjectMatch.AppendIssue(sql, facts, value);
                break;
            default:
                throw new InvalidOperationException($"{column.Kind} cannot be searched.");
        }
    }

    private void AppendTime(Column column, SearchPattern value)
    {
        var time = TimeMatch.Parse(column, value, facts.Now);
        UsesNow |= time.IsRelative;
        sql.Append("(").Append(Unindexed(column)).Append(" >= ").Parameter(time.From).Append(" AND ").Append(Unindexed(column)).Append(" < ").Parameter(time.To).Append(")");
    }

    private void AppendComparison(SearchNode.Comparison comparison)
    {
        var column = Resolve(comparison.Key);
        switch (column.Kind)
        {
            case ColumnKind.Time:
                var time = TimeMatch.ParseInstant(column, comparison.Value, facts.Now);
                UsesNow |= time.IsRelative;
                sql.Append("(").Append(Unindexed(column)).Append(SqlOf(comparison.Operator)).Parameter(time.From).Append(")");
                break;
            case ColumnKind.Integer:
                NumberMatch.AppendComparison(sql, column, comparison.Operator, comparison.Value);
                break;
            case ColumnKind.Tag or ColumnKind.Json:
                NumberMatch.AppendTextComparison(sql, column, comparison.Operator, comparison.Value);
                break;
            default:
                throw new SearchException(
                    $"'{comparison.Key}' is neither a time nor a number, so it cannot be compared; put the value in quotes if the sign belongs to it",
                    comparison.Value.Position);
        }
    }

    // The index over times is for the pages of a reader alone: see DiscoverCompiler.AppendFilter.
    private static string Unindexed(Column column) => "+" + column.Sql;

    /// <summary>A comparison in SQL.</summary>
    public static string SqlOf(SearchOperator comparison) => comparison switch
    {
        SearchOperator.Greater => " > ",
        SearchOperator.GreaterOrEqual => " >= ",
        SearchOperator.Less => " < ",
        _ => " <= ",
    };
}
