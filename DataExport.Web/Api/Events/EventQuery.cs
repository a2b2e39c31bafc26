using System.Text.Json;
using System.Text.Json.Nodes;
using DataExport.Core.Organizations;
using DataExport.Core.Queries;
using DataExport.Core.Queries.Discover;
using DataExport.Web.Api.Errors;
using DataExport.Web.Api.Lists;

namespace DataExport.Web.Api.Events;

/// <summary>Reads a Discover query out of an address: it becomes what an export would ask for, and is checked by the same rules.</summary>
internal static class EventQuery
{
    private const string Path = "query_info.";
    private static readonly string[] Lists = ["field", "project", "environment", "sort"];
    private static readonly string[] Texts = ["query", "statsPeriod", "statsPeriodStart", "statsPeriodEnd", "start", "end"];

    /// <summary>The query parameters of a table.</summary>
    public static readonly string[] TableParameters = [.. Lists, .. Texts, Paging.PerPageName, Paging.CursorName];

    /// <summary>The query parameters of counts over time.</summary>
    public static readonly string[] SeriesParameters = ["project", "environment", .. Texts, "interval"];

    /// <summary>The query, or what is wrong with it: 403 for a project that the caller cannot see, as for an export.</summary>
    /// <param name="query">The parameters of the address.</param>
    /// <param name="access">What the caller may see.</param>
    /// <param name="normaliser">Checks and freezes it.</param>
    /// <param name="withFields">Whether fields are asked for.</param>
    public static (DiscoverQuery? Query, ApiError? Error) Read(
        IQueryCollection query, OrganizationAccess access, DiscoverNormaliser normaliser, bool withFields = true)
    {
        var info = new JsonObject { ["query"] = "" };
        foreach (var name in Lists)
        {
            info[name] = new JsonArray([.. query[name].OfType<string>().Where(text => text.Length > 0).Select(text => (JsonNode?)JsonValue.Create(text))]);
        }

        foreach (var name in Texts.Where(name => !string.IsNullOrEmpty(query[name])))
        {
            info[name] = (string?)query[name];
        }

        if (!withFields)
        {
            info["field"] = "id";
        }

        return normaliser.Normalise(access, JsonSerializer.SerializeToElement(info)) switch
        {
            QueryResult.Valid valid => ((DiscoverQuery)valid.Query, null),
            QueryResult.Invalid invalid => (null, Invalid(invalid)),
            _ => (null, ApiError.Forbidden),
        };
    }

    /// <summary>The slugs of a query's projects, by id.</summary>
    public static IReadOnlyDictionary<int, string> Slugs(OrganizationAccess access, DiscoverQuery query) =>
        access.Projects.Where(project => query.Project.Contains(project.Id)).ToDictionary(project => project.Id, project => project.Slug);

    private static ApiError Invalid(QueryResult.Invalid result)
    {
        var errors = new FieldErrors();
        foreach (var error in result.Errors)
        {
            errors.Add(error.Field.StartsWith(Path, StringComparison.Ordinal) ? error.Field[Path.Length..] : error.Field, error.Message);
        }

        return ApiError.Validation(errors);
    }
}
