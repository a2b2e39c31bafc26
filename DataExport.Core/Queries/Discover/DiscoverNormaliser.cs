using System.Text.Json;
using DataExport.Core.Events;
using DataExport.Core.Organizations;
using DataExport.Core.Queries.Columns;
using DataExport.Core.Queries.Search;

namespace DataExport.Core.Queries.Discover;

/// <summary>Turns a Discover query as it was written into its frozen form, or says what is wrong with it.</summary>
public sealed class DiscoverNormaliser(EventStore store, TimeProvider clock)
{
    private const int MostFields = 50;
    private const string NoQuery = "query is a required to export, please pass an empty string if you don't want to set one";
    private static readonly string[] Known =
        ["field", "query", "project", "environment", "statsPeriod", "statsPeriodStart", "statsPeriodEnd", "start", "end", "sort", "dataset"];

    /// <summary>Validates and freezes a query on behalf of a caller, whose access decides which projects it may name.</summary>
    public QueryResult Normalise(OrganizationAccess access, JsonElement info)
    {
        if (!QueryInfoReader.CanRead(info))
        {
            return new QueryResult.Invalid([new ValidationError("query_info", "query_info must be an object with at least field and query")]);
        }

        var reader = new QueryInfoReader(info);
        var projects = ScopeReader.Projects(reader, access, out var forbidden);
        if (forbidden)
        {
            return new QueryResult.Forbidden();
        }

        var fields = ReadFields(reader, projects);
        var search = ReadSearch(reader);
        var environments = ScopeReader.Environments(reader, store, projects);
        var period = PeriodReader.Read(reader, Now());
        var sort = ReadSort(reader);
        var dataset = ReadDataset(reader);
        if (reader.Errors.Count > 0)
        {
            return new QueryResult.Invalid(reader.Errors);
        }

        var query = new DiscoverQuery
        {
            Field = fields, Query = search, Project = projects, Environment = environments,
            Start = period.Start, End = period.End, Sort = sort, Dataset = dataset,
        };
        return new QueryResult.Valid(query, Canonical(query, period), reader.Ignored(Known));
    }

    // Events have whole microseconds; a finer bound could not be told from its neighbour.
    private DateTime Now() => Timestamps.ToDateTime(Timestamps.ToMicroseconds(clock.GetUtcNow().UtcDateTime));

    private static string Canonical(DiscoverQuery query, Period period) =>
        JsonSerializer.Serialize(period.Written is null ? query : query with { Start = null, End = null }, QuerySettings.Json) + "\n" + period.Written;

    private List<string> ReadFields(QueryInfoReader reader, IReadOnlyList<int> projects)
    {
        var fields = reader.Strings("field") ?? [];
        if (fields.Count == 0)
        {
            if (!reader.HasErrorIn("field"))
            {
                reader.Fail("field", "at least one field is required to export");
            }
        }
        else if (fields.Count > MostFields)
        {
            reader.Fail("field", $"You can export up to {MostFields} fields at a time. Please delete some and try again.");
        }

        var unknown = fields.Where(field => ColumnCatalogue.Find(field) is null).ToList();
        var tags = unknown.Count > 0 ? store.TagKeys(projects) : new HashSet<string>();
        foreach (var field in unknown.Where(field => !tags.Contains(field)))
        {
            reader.Fail("field", field.Contains('(', StringComparison.Ordinal) || field.StartsWith("equation|", StringComparison.Ordinal)
                ? $"'{field}' cannot be exported: aggregates and equations are not available yet"
                : $"'{field}' is neither a column nor a tag of these projects; write tags[{field}] for a tag that no event has yet");
        }

        return fields;
    }

    private static string ReadSearch(QueryInfoReader reader)
    {
        if (!reader.Has("query"))
        {
            reader.Fail("query", NoQuery);
            return "";
        }

        var text = reader.String("query") ?? "";
        var parsed = SearchParser.Parse(text);
        if (parsed.Error is not null)
        {
            reader.Fail("query", parsed.Error, parsed.Position);
        }

        return text;
    }

    private static List<string> ReadSort(QueryInfoReader reader)
    {
        var sort = reader.Strings("sort") ?? [];
        if (sort.Count == 0)
        {
            return ["-timestamp"];
        }

        if (sort is not ["timestamp" or "-timestamp"])
        {
            reader.Fail("sort", $"Sorting by '{string.Join(", ", sort)}' is not available yet; use -timestamp (newest first) or timestamp");
        }

        return sort;
    }

    private static string ReadDataset(QueryInfoReader reader)
    {
        var dataset = reader.String("dataset") ?? "discover";
        if (dataset is not ("discover" or "errors"))
        {
            reader.Fail("dataset", $"{dataset} is not supported for exports");
        }

        return dataset;
    }
}
