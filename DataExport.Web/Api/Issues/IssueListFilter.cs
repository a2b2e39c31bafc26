using DataExport.Core.Events.Issues;
using DataExport.Web.Api.Access;
using DataExport.Web.Api.Errors;
using DataExport.Web.Api.Lists;

namespace DataExport.Web.Api.Issues;

/// <summary>Reads which issues a list is to show.</summary>
internal static class IssueListFilter
{
    /// <summary>The query parameters that it knows.</summary>
    public static readonly string[] Parameters = ["query", "project", "status", "sort", Paging.PerPageName, Paging.CursorName];

    // The names of the reference system.
    private static readonly Dictionary<string, IssueSort> Sorts = new(StringComparer.Ordinal)
    {
        ["date"] = IssueSort.LastSeen,
        ["new"] = IssueSort.FirstSeen,
        ["freq"] = IssueSort.TimesSeen,
    };

    /// <summary>The filter, or what is wrong; a project that the caller cannot see is 403, as in an export.</summary>
    public static (IssueFilter? Filter, ApiError? Error) Read(IQueryCollection query, ApiOrganization current)
    {
        var projects = query["project"].OfType<string>().Where(text => text.Length > 0).Select(current.FindProject).ToList();
        if (projects.Contains(null))
        {
            return (null, ApiError.Forbidden);
        }

        var errors = new FieldErrors();
        var filter = new IssueFilter
        {
            ProjectIds = [.. (projects.Count > 0 ? projects : [.. current.Access.Projects]).Select(project => project!.Id)],
            Text = query["query"],
            Status = ReadStatus(query, errors),
            Sort = ReadSort(query, errors),
        };
        return errors.Any ? (null, ApiError.Validation(errors)) : (filter, null);
    }

    /// <summary>What is wrong with a status that there is none of.</summary>
    public static string WrongStatus(string? status) => $"\"{status}\" is not a valid choice. Allowed: {string.Join(", ", IssueStatus.All)}.";

    private static string? ReadStatus(IQueryCollection query, FieldErrors errors)
    {
        var status = (string?)query["status"];
        if (!string.IsNullOrEmpty(status) && !IssueStatus.All.Contains(status))
        {
            errors.Add("status", WrongStatus(status));
        }

        return string.IsNullOrEmpty(status) ? null : status;
    }

    private static IssueSort ReadSort(IQueryCollection query, FieldErrors errors)
    {
        var text = (string?)query["sort"];
        if (string.IsNullOrEmpty(text))
        {
            return IssueSort.LastSeen;
        }

        if (!Sorts.TryGetValue(text, out var sort))
        {
            errors.Add("sort", $"\"{text}\" is not a valid choice. Allowed: {string.Join(", ", Sorts.Keys)}.");
        }

        return sort;
    }
}
