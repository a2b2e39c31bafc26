using System.Globalization;
using DataExport.Core.Exports;
using DataExport.Web.Api.Exports;
using Microsoft.AspNetCore.WebUtilities;

namespace DataExport.Web.Components.Exports.New;

/// <summary>Writes what an export asks for into the page's address and reads it back, so that it can be shared and reloaded.</summary>
public static class ExportDraftAddress
{
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm";
    private const string AllTime = "all";

    /// <summary>The address of the page with the draft's query, names as in the REST API.</summary>
    /// <param name="page">The address without a query.</param>
    /// <param name="draft">The draft.</param>
    public static string Write(string page, ExportDraft draft)
    {
        var parts = new List<KeyValuePair<string, string?>>();
        if (draft.What == QueryType.IssuesByTag)
        {
            parts.AddRange([Part("query_type", QueryTypeNames.Of(draft.What)), Part("group", draft.Issue), Part("key", draft.TagKey)]);
        }

        parts.AddRange(draft.Columns.Select(column => Part("field", column)));
        parts.AddRange(draft.Projects.Select(project => Part("project", project)));
        if (draft.Environments.Length > 0)
        {
            parts.Add(Part("environment", draft.Environments));
        }

        parts.Add(Part("query", draft.Query));
        parts.Add(Part("statsPeriod", draft.Period.Length == 0 ? AllTime : draft.Period));
        if (draft.Period == ExportPeriods.Custom)
        {
            parts.Add(Part("start", draft.Start?.ToString(TimeForm, CultureInfo.InvariantCulture) ?? ""));
            parts.Add(Part("end", draft.End?.ToString(TimeForm, CultureInfo.InvariantCulture) ?? ""));
        }

        if (draft.Sort.Length > 0)
        {
            parts.Add(Part("sort", draft.Sort));
        }

        AddFile(parts, draft);
        return QueryHelpers.AddQueryString(page, parts);
    }

    /// <summary>The draft that an address describes; what it does not say is as on a new page.</summary>
    public static ExportDraft Read(Uri address)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        var draft = new ExportDraft
        {
            Projects = [.. query.TryGetValue("project", out var projects) ? projects.OfType<string>() : []],
            Environments = query.TryGetValue("environment", out var environment) ? string.Join(", ", environment.ToArray()) : "",
            Query = query.TryGetValue("query", out var text) ? text.ToString() : "",
            Sort = query.TryGetValue("sort", out var sort) ? sort.ToString() : "",
        };
        if (query.TryGetValue("field", out var columns))
        {
            draft.Columns = [.. columns.OfType<string>().Where(column => column.Length > 0).Distinct()];
        }

        if (query.TryGetValue("statsPeriod", out var period) && period.ToString() is { Length: > 0 } value)
        {
            draft.Period = value == AllTime ? "" : value;
        }

        draft.Start = Time(query.TryGetValue("start", out var start) ? start.ToString() : null);
        draft.End = Time(query.TryGetValue("end", out var end) ? end.ToString() : null);
        if (draft.Start is not null || draft.End is not null)
        {
            draft.Period = ExportPeriods.Custom;
        }

        draft.What = QueryTypeNames.Parse(query.TryGetValue("query_type", out var type) ? type.ToString() : null) ?? QueryType.Discover;
        draft.Issue = query.TryGetValue("group", out var issue) ? issue.ToString() : "";
        draft.TagKey = query.TryGetValue("key", out var key) ? key.ToString() : "";
        ReadFile(draft, name => query.TryGetValue(name, out var option) ? option.ToString() : null);
        return draft;
    }

    // Of the file only what is not as usual, so that addresses stay short.
    private static void AddFile(List<KeyValuePair<string, string?>> parts, ExportDraft draft)
    {
        var usual = new ExportDraft();
        AddUnless(parts, "name", draft.Name, usual.Name);
        AddUnless(parts, "limit", draft.LimitText, usual.LimitText);
        AddUnless(parts, "format", draft.Format, usual.Format);
        AddUnless(parts, "delimiter", draft.Delimiter, usual.Delimiter);
        AddUnless(parts, "spreadsheetSafe", Text(draft.SpreadsheetSafe), Text(usual.SpreadsheetSafe));
        AddUnless(parts, "bom", Text(draft.Bom), Text(usual.Bom));
        AddUnless(parts, "timezone", draft.TimeZone, usual.TimeZone);
        AddUnless(parts, "compression", Compression(draft.Compress), Compression(usual.Compress));
    }

    private static void ReadFile(ExportDraft draft, Func<string, string?> option)
    {
        draft.Name = option("name") ?? draft.Name;
        draft.LimitText = option("limit") ?? draft.LimitText;
        draft.Format = option("format") ?? draft.Format;
        draft.Delimiter = option("delimiter") ?? draft.Delimiter;
        draft.SpreadsheetSafe = option("spreadsheetSafe") is { } safe ? safe == Text(true) : draft.SpreadsheetSafe;
        draft.Bom = option("bom") is { } bom ? bom == Text(true) : draft.Bom;
        draft.TimeZone = option("timezone") ?? draft.TimeZone;
        draft.Compress = option("compression") is { } compression ? compression == Compression(true) : draft.Compress;
    }

    private static void AddUnless(List<KeyValuePair<string, string?>> parts, string name, string value, string usual)
    {
        if (value != usual)
        {
            parts.Add(Part(name, value));
        }
    }

    private static string Text(bool value) => value ? "true" : "false";

    private static string Compression(bool compress) => compress ? "gzip" : "none";

    private static KeyValuePair<string, string?> Part(string name, string value) => new(name, value);

    private static DateTime? Time(string? text) =>
        DateTime.TryParseExact(text, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
