using DataExport.Core.Events;
using DataExport.Core.Queries.Columns;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.Search;

namespace DataExport.Core.Queries.Compilation;

/// <summary>The times that a value of a search stands for: from one, inclusive, to another, exclusive; microseconds since 1970 UTC.</summary>
internal readonly record struct TimeMatch(long From, long To, bool IsRelative)
{
    private const int DateLength = 10;
    private const int MinuteLength = 16;
    private const int SecondLength = 19;
    private const long Second = 1_000_000;

    /// <summary>
    /// Reads a value that is not compared. <c>-24h</c> is the last 24 hours and <c>+24h</c> everything before them; a date is that
    /// day in UTC, a time the whole of the minute or second that it names, or with a fraction that very microsecond.
    /// </summary>
    public static TimeMatch Parse(Column column, SearchPattern value, DateTime? now)
    {
        if (ReadRelative(value, now) is { } relative)
        {
            return value.Literal[0] == '-' ? new TimeMatch(relative, long.MaxValue, true) : new TimeMatch(long.MinValue, relative + 1, true);
        }

        var time = ReadAbsolute(column, value);
        return new TimeMatch(time, time + Span(value.Literal), false);
    }

    /// <summary>Reads a value that is compared: an absolute time, or a relative one such as <c>-24h</c>.</summary>
    public static TimeMatch ParseInstant(Column column, SearchPattern value, DateTime? now)
    {
        if (ReadRelative(value, now) is not { } relative)
        {
            var time = ReadAbsolute(column, value);
            return new TimeMatch(time, time, false);
        }

        return value.Literal[0] == '-'
            ? new TimeMatch(relative, relative, true)
            : throw new SearchException($"'{value}' is a comparison by itself; write {column.Name}:{value}, or -{value.Literal[1..]} after the sign", value.Position);
    }

    private static long? ReadRelative(SearchPattern value, DateTime? now)
    {
        if (!value.IsLiteral || value.Literal is not ['-' or '+', ..] || Periods.ParseRelative(value.Literal[1..]) is not { } span)
        {
            return null;
        }

        var from = now ?? throw new InvalidOperationException("A frozen search has a relative time but nothing that it counts from.");
        return Timestamps.ToMicroseconds(from - span);
    }

    private static long ReadAbsolute(Column column, SearchPattern value) =>
        value.IsLiteral && Periods.ParseIso(value.Literal) is { } time
            ? Timestamps.ToMicroseconds(time)
            : throw new SearchException(
                $"'{value}' is no time for '{column.Name}'; write one such as 2026-11-21, 2026-11-21T12:00:00Z, or -24h for the last 24 hours", value.Position);

    // The offset, if any, comes behind and is no part of what is named.
    private static long Span(string iso)
    {
        var named = iso.IndexOfAny(['Z', '+']) is var end and > 0 ? end : iso.LastIndexOf('-') is var minus and > DateLength ? minus : iso.Length;
        return named switch
        {
            DateLength => 86_400 * Second,
            MinuteLength => 60 * Second,
            SecondLength => Second,
            _ => 1,
        };
    }
}
