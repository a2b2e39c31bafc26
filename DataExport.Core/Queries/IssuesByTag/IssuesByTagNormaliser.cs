using System.Globalization;
using System.Text.Json;
using DataExport.Core.Events;
using DataExport.Core.Organizations;
using DataExport.Core.Queries.Discover;

namespace DataExport.Core.Queries.IssuesByTag;

/// <summary>
/// Turns an Issues-by-Tag query as it was written into its frozen form, or says what is wrong with it. Whether the issue and
/// the key exist is seen when the export runs.
/// </summary>
public sealed class IssuesByTagNormaliser(EventStore store, TimeProvider clock)
{
    private const string NoProject = "project is required: give the id or the slug of the issue's project";
    private const string NoKey = "key is required: give the key of a tag, or user";
    private static readonly string[] Known =
        ["project", "group", "key", "environment", "statsPeriod", "statsPeriodStart", "statsPeriodEnd", "start", "end"];

    /// <summary>Validates and freezes a query on behalf of a caller, whose access decides which project it may name.</summary>
    public QueryResult Normalise(OrganizationAccess access, JsonElement info)
    {
        if (!QueryInfoReader.CanRead(info))
        {
            return new QueryResult.Invalid([new ValidationError("query_info", "query_info must be an object with project, group and key")]);
        }

        var reader = new QueryInfoReader(info);
        var project = ReadProject(reader, access, out var forbidden);
        if (forbidden)
        {
            return new QueryResult.Forbidden();
        }

        var group = ReadGroup(reader);
        var key = ReadKey(reader);
        var environments = ScopeReader.Environments(reader, store, [project]);
        var period = PeriodReader.Read(reader, Timestamps.ToDateTime(Timestamps.ToMicroseconds(clock.GetUtcNow().UtcDateTime)));
        if (reader.Errors.Count > 0)
        {
            return new QueryResult.Invalid(reader.Errors);
        }

        var query = new IssuesByTagQuery { Project = project, Group = group, Key = key, Environment = environments, Start = period.Start, End = period.End };
        var canonical = JsonSerializer.Serialize(period.Written is null ? query : query with { Start = null, End = null }, QuerySettings.Json);
        return new QueryResult.Valid(query, $"{canonical}\n{period.Written}", reader.Ignored(Known));
    }

    private static int ReadProject(QueryInfoReader reader, OrganizationAccess access, out bool forbidden)
    {
        forbidden = false;
        if (reader.Scalars("project") is not { Count: > 0 })
        {
            if (!reader.HasErrorIn("project"))
            {
                reader.Fail("project", NoProject);
            }

            return 0;
        }

        var projects = ScopeReader.Projects(reader, access, out forbidden);
        if (projects.Count > 1)
        {
            reader.Fail("project", "project must be one project: that of the issue");
        }

        return projects[0];
    }

    // One sentence for whatever is no id of an issue, of whichever type.
    private static long ReadGroup(QueryInfoReader reader)
    {
        if (reader.Scalar("group") is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var group) && group > 0)
        {
            return group;
        }

        reader.Fail("group", "Invalid group ID");
        return 0;
    }

    private static string ReadKey(QueryInfoReader reader)
    {
        var key = reader.String("key");
        if (string.IsNullOrEmpty(key) && !reader.HasErrorIn("key"))
        {
            reader.Fail("key", NoKey);
        }

        return key ?? "";
    }
}
