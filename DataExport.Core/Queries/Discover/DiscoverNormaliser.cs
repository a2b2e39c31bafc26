using System.Text.Json;
using DataExport.Core.Events;
using DataExport.Core.Organizations;
using DataExport.Core.Queries.Compilation;

namespace DataExport.Core.Queries.Discover;

/// <summary>Turns a Discover query as it was written into its frozen form, or says what is wrong with it.</summary>
public sealed class DiscoverNormaliser(EventStore store, TimeProvider clock)
{
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

        var now = Now();
        var period = PeriodReader.Read(reader, now);
        var fields = FieldReader.Fields(reader, () => store.TagKeys(projects), period);
        var search = ReadSearch(reader, access, projects, now);
        var environments = ScopeReader.Environments(reader, store, projects);
        var sort = FieldReader.Sort(reader, fields);
        var dataset = ReadDataset(reader);
        if (reader.Errors.Count > 0)
        {
            return new QueryResult.Invalid(reader.Errors);
        }

        var query = new DiscoverQuery
        {
            Field = fields, Query = search.Text, Now = search.Now, StatusChange = search.StatusChange, Project = projects, Environment = environments,
            Start = period.Start, End = period.End, Sort = sort, Dataset = dataset,
        };
        return new QueryResult.Valid(query, Canonical(query, period), reader.Ignored(Known));
    }

    // Events have whole microseconds; a finer bound could not be told from its neighbour.
    private DateTime Now() => Timestamps.ToDateTime(Timestamps.ToMicroseconds(clock.GetUtcNow().UtcDateTime));

    // Relative times and periods as they were written.
    private static string Canonical(DiscoverQuery query, Period period)
    {
        var timeless = query with { Now = null, StatusChange = null };
        return JsonSerializer.Serialize(period.Written is null ? timeless : timeless with { Start = null, End = null }, QuerySettings.Json) + "\n" + period.Written;
    }

    private (string Text, DateTime? Now, long? StatusChange) ReadSearch(
        QueryInfoReader reader, OrganizationAccess access, IReadOnlyList<int> projects, DateTime now)
    {
        if (!reader.Has("query"))
        {
            reader.Fail("query", NoQuery);
            return ("", null, null);
        }

        var text = reader.String("query") ?? "";
        var slugs = access.Projects.Where(project => projects.Contains(project.Id)).ToDictionary(project => project.Id, project => project.Slug);
        var check = SearchCheck.Run(text, new SearchFacts(slugs, now, StatusChange: null));
        if (check.Result.Error is { } error)
        {
            reader.Fail("query", error, check.Result.Position);
        }

        return (text, check.UsesNow ? now : null, check.UsesStatus ? store.LastStatusChange() : null);
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
