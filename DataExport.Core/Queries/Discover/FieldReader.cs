using DataExport.Core.Queries.Columns;
using DataExport.Core.Queries.Fields;

namespace DataExport.Core.Queries.Discover;

/// <summary>Reads <c>field</c> and <c>sort</c>.</summary>
internal static class FieldReader
{
    private const int MostFields = 50;
    private const int MostAggregates = 250;

    /// <summary>The fields as they were written.</summary>
    /// <param name="reader">The members of the query.</param>
    /// <param name="tagKeys">The tags that the query's projects have; asked only when a name is no column.</param>
    /// <param name="period">The query's period.</param>
    public static List<string> Fields(QueryInfoReader reader, Func<IReadOnlySet<string>> tagKeys, Period period)
    {
        var fields = reader.Strings("field") ?? [];
        if (fields.Count == 0 && !reader.HasErrorIn("field"))
        {
            reader.Fail("field", "at least one field is required to export");
        }
        else if (fields.Count > MostFields)
        {
            reader.Fail("field", $"You can export up to {MostFields} fields at a time. Please delete some and try again.");
        }
        else
        {
            var tags = new Lazy<IReadOnlySet<string>>(tagKeys);
            foreach (var error in fields.Select(field => Check(field, tags, period)).OfType<string>())
            {
                reader.Fail("field", error);
            }

            CheckAggregates(reader, fields);
        }

        return fields;
    }

    /// <summary>What the rows are sorted by, the default when nothing is said.</summary>
    public static List<string> Sort(QueryInfoReader reader, IReadOnlyList<string> fields)
    {
        var list = new FieldList(fields);
        if (reader.Strings("sort") is not { Count: > 0 } sort)
        {
            return [list.DefaultSort];
        }

        // Where the fields are wrong themselves, that is what has to be told.
        if (!reader.HasErrorIn("field"))
        {
            foreach (var entry in sort.Where(entry => list.FindSort(entry) is null))
            {
                reader.Fail("sort", $"'{entry}' is not selected; sort by one of {string.Join(", ", fields)}, with - before it for descending, or add it to field");
            }
        }

        return sort;
    }

    private static string? Check(string field, Lazy<IReadOnlySet<string>> tags, Period period)
    {
        var parsed = FieldParser.Parse(field);
        if (parsed.Field is Field.OfColumn(var name))
        {
            return IsKnown(name, tags) ? null : Unknown(name);
        }

        if (parsed.Field is null)
        {
            return tags.Value.Contains(field) ? null : $"'{field}' cannot be exported: {parsed.Error}";
        }

        if (parsed.Field.Aggregates.FirstOrDefault(aggregate => aggregate.Argument is { } argument && !IsKnown(argument, tags)) is { Argument: var unknown })
        {
            return $"'{field}' cannot be exported: {Unknown(unknown!)}";
        }

        return (period.Start is null || period.End is null) && parsed.Field.Aggregates.Any(aggregate => aggregate.NeedsPeriod)
            ? $"'{field}' cannot be exported: a rate needs the length of a period; give statsPeriod, or start and end"
            : null;
    }

    private static bool IsKnown(string name, Lazy<IReadOnlySet<string>> tags) => ColumnCatalogue.Find(name) is not null || tags.Value.Contains(name);

    private static string Unknown(string name) => name switch
    {
        "" => "A field is empty; name a column, a tag or an aggregate such as count()",
        _ when name.StartsWith("tags[", StringComparison.Ordinal) => $"'{name}' names no tag; write its key between the brackets, such as tags[browser]",
        _ when name.StartsWith("contexts.", StringComparison.Ordinal) => $"'{name}' names no value of a context; write contexts.NAME.KEY, such as contexts.os.name",
        _ when name.StartsWith("extra.", StringComparison.Ordinal) => $"'{name}' names no value of the extra data; write extra.KEY, such as extra.attempts",
        _ => $"'{name}' is neither a column nor a tag of these projects; write tags[{name}] for a tag that no event has yet",
    };

    private static void CheckAggregates(QueryInfoReader reader, List<string> fields)
    {
        if (new FieldList(fields).Fields.SelectMany(field => field.Aggregates).Distinct().Count() > MostAggregates)
        {
            reader.Fail("field", $"The equations use more than {MostAggregates} different aggregates; ask for some of them in an export of their own.");
        }
    }
}
