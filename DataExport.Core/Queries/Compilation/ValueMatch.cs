using DataExport.Core.Events;
using DataExport.Core.Queries.Columns;
using DataExport.Core.Queries.Search;

namespace DataExport.Core.Queries.Compilation;

/// <summary>Conditions on columns that only certain values can stand in: levels, truth, ids of events.</summary>
internal static class ValueMatch
{
    private static readonly string[] Levels = [EventLevel.Fatal, EventLevel.Error, EventLevel.Warning, EventLevel.Info, EventLevel.Debug];

    /// <summary>Appends that the level is the value.</summary>
    public static void AppendLevel(SqlText sql, SearchPattern value)
    {
        if (!value.IsLiteral)
        {
            TextMatch.AppendLike(sql, "level", value);
            return;
        }

        // Otherwise SQLite takes the index by time where there is a period, and looks at the events of all levels.
        sql.Append("unlikely(level = ").Parameter(
            Array.Find(Levels, level => AsciiText.EqualsFolded(level, value.Literal))
            ?? throw new SearchException($"'{value}' is no level; there are {string.Join(", ", Levels)}", value.Position)).Append(")");
    }

    /// <summary>Appends that a column is true, false, or for an empty value absent.</summary>
    public static void AppendBoolean(SqlText sql, Column column, SearchPattern value)
    {
        sql.Append(column.Sql).Append(value.IsLiteral ? AsciiText.Fold(value.Literal) switch
        {
            "true" or "1" => " IS 1",
            "false" or "0" => " IS 0",
            "" => " IS NULL",
            _ => throw NoTruth(column, value),
        }
        : throw NoTruth(column, value));
    }

    /// <summary>Appends that the id of the event is the value, in whichever form it is written.</summary>
    public static void AppendEventId(SqlText sql, SearchPattern value)
    {
        if (!value.IsLiteral)
        {
            TextMatch.AppendLike(sql, "lower(hex(event_id))", value);
            return;
        }

        if (!EventId.TryParse(value.Literal, out var id))
        {
            throw new SearchException($"'{value}' is no id of an event, which has 32 hexadecimal digits", value.Position);
        }

        var bytes = new byte[EventId.Length];
        id.WriteTo(bytes);
        sql.Append("event_id = ").Parameter(bytes);
    }

    private static SearchException NoTruth(Column column, SearchPattern value) =>
        new($"'{value}' cannot be; '{column.Name}' is true or false", value.Position);
}
