namespace DataExport.Core.Queries.Discover;

/// <summary>Reads <c>statsPeriod</c>, or <c>statsPeriodStart</c> with <c>statsPeriodEnd</c>, or <c>start</c> and <c>end</c>, the first that is there.</summary>
internal static class PeriodReader
{
    /// <summary>The period of a query, relative ones counted back from now.</summary>
    public static Period Read(QueryInfoReader reader, DateTime now)
    {
        var period = reader.Has("statsPeriod") ? ReadLast(reader, now)
            : reader.Has("statsPeriodStart") || reader.Has("statsPeriodEnd") ? ReadRange(reader, now)
            : new Period(ReadTime(reader, "start"), ReadTime(reader, "end"));
        if (period is { Start: { } start, End: { } end } && end < start)
        {
            reader.Fail(period.Written is null ? "end" : "statsPeriodEnd", "The end of the period is before its start");
        }

        return period;
    }

    private static Period ReadLast(QueryInfoReader reader, DateTime now)
    {
        var text = reader.String("statsPeriod");
        return new Period(Before(reader, "statsPeriod", text, now), now, text);
    }

    private static Period ReadRange(QueryInfoReader reader, DateTime now)
    {
        var start = reader.String("statsPeriodStart");
        var end = reader.String("statsPeriodEnd");
        return new Period(
            Before(reader, "statsPeriodStart", start, now), reader.Has("statsPeriodEnd") ? Before(reader, "statsPeriodEnd", end, now) : now, $"{start}..{end}");
    }

    private static DateTime? Before(QueryInfoReader reader, string name, string? text, DateTime now)
    {
        if (text is null)
        {
            if (!reader.HasErrorIn(name))
            {
                reader.Fail(name, $"{name} is missing; statsPeriodStart and statsPeriodEnd go together");
            }

            return null;
        }

        if (Periods.ParseRelative(text) is { } span)
        {
            return now - span;
        }

        reader.Fail(name, $"Invalid {name}: '{text}'");
        return null;
    }

    private static DateTime? ReadTime(QueryInfoReader reader, string name)
    {
        if (reader.String(name) is not { } text)
        {
            return null;
        }

        var time = Periods.ParseIso(text);
        if (time is null)
        {
            reader.Fail(name, $"{text} is not a valid ISO8601 date query");
        }

        return time;
    }
}
