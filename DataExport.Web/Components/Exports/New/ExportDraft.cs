using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Formats;
using DataExport.Core.Exports.Requesting;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.Fields;

namespace DataExport.Web.Components.Exports.New;

/// <summary>What a person is putting together on the <em>New export</em> page; nothing in it is checked, the server does that.</summary>
public sealed class ExportDraft
{
    /// <summary>The columns of an export that nobody has touched.</summary>
    public static IReadOnlyList<string> DefaultColumns { get; } = ["id", "timestamp", "level", "title", "project", "environment", "release", "user"];

    /// <summary>What is asked for: events, or the values of a tag of an issue.</summary>
    public QueryType What { get; set; } = QueryType.Discover;

    /// <summary>The id of the issue, when the values of a tag are asked for.</summary>
    public string Issue { get; set; } = "";

    /// <summary>The tag's key, or <c>user</c>.</summary>
    public string TagKey { get; set; } = "";

    /// <summary>Slugs of the projects; empty for all.</summary>
    public List<string> Projects { get; set; } = [];

    /// <summary>Environments, separated by commas; empty for all.</summary>
    public string Environments { get; set; } = "";

    /// <summary>A period such as <c>7d</c>, empty for all time, or <see cref="ExportPeriods.Custom"/>.</summary>
    public string Period { get; set; } = "14d";

    /// <summary>Start of a custom period, in the person's zone.</summary>
    public DateTime? Start { get; set; }

    /// <summary>End of a custom period, in the person's zone.</summary>
    public DateTime? End { get; set; }

    /// <summary>The search.</summary>
    public string Query { get; set; } = "";

    /// <summary>The columns, in order.</summary>
    public List<string> Columns { get; set; } = [.. DefaultColumns];

    /// <summary>What the rows are sorted by, <c>-</c> before it for descending; empty for the newest first, or the greatest first aggregate.</summary>
    public string Sort { get; set; } = "";

    /// <summary>Name; empty for one made from the query.</summary>
    public string Name { get; set; } = "";

    /// <summary>One of <see cref="ExportFormat"/>.</summary>
    public string Format { get; set; } = ExportFormat.Csv;

    /// <summary>What separates the fields of a CSV file.</summary>
    public string Delimiter { get; set; } = ",";

    /// <summary>Whether formulas are neutralised.</summary>
    public bool SpreadsheetSafe { get; set; } = true;

    /// <summary>Whether the file starts with a byte order mark.</summary>
    public bool Bom { get; set; }

    /// <summary>The zone of times in the file.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Whether the file is stored compressed.</summary>
    public bool Compress { get; set; } = true;

    /// <summary>The most rows wanted, as it was typed; empty for all.</summary>
    public string LimitText { get; set; } = "";

    /// <summary>The most rows wanted; null for all, and while <see cref="LimitError"/> says that it cannot be read.</summary>
    public long? Limit => long.TryParse(LimitText.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit) ? limit : null;

    /// <summary>Why <see cref="LimitText"/> is no number; null when it is one, or empty.</summary>
    public string? LimitError =>
        Limit is not null || string.IsNullOrWhiteSpace(LimitText) ? null
        : LimitText.Trim().All(char.IsAsciiDigit) ? $"“{LimitText}” is too large. No export has so many rows; write nothing for all."
        : $"“{LimitText}” is no whole number. Write digits only, such as 1000, or nothing for all rows.";

    /// <summary>The draft that asks for what a frozen query answers, to the minute.</summary>
    /// <param name="query">The query.</param>
    /// <param name="projects">The slugs of its projects.</param>
    /// <param name="zone">The zone of <see cref="Start"/> and <see cref="End"/>.</param>
    public static ExportDraft Of(DiscoverQuery query, IEnumerable<string> projects, TimeZoneInfo zone) => new()
    {
        Columns = [.. query.Field],
        Query = query.Query,
        Projects = [.. projects],
        Environments = string.Join(", ", query.Environment),
        Period = query.Start is null && query.End is null ? "" : ExportPeriods.Custom,
        Start = ToLocal(query.Start, zone),
        // A minute that has begun belongs to it.
        End = ToLocal(query.End?.AddTicks(TimeSpan.TicksPerMinute - 1), zone),
        Sort = query.Sort is [var sort] && sort != new FieldList(query.Field).DefaultSort ? sort : "",
    };

    /// <summary>Puts a column at the end, unless it is there.</summary>
    public void Add(string column)
    {
        if (column.Length > 0 && !Columns.Contains(column))
        {
            Columns.Add(column);
        }
    }

    /// <summary>Takes a column out, and out of the sort.</summary>
    public void Remove(string column)
    {
        Columns.Remove(column);
        if (Sort == column || Sort == $"-{column}")
        {
            Sort = "";
        }
    }

    /// <summary>Moves a column to another place, from 0; those between the two make room.</summary>
    public void Move(int from, int to)
    {
        var column = Columns[from];
        Columns.RemoveAt(from);
        Columns.Insert(to, column);
    }

    /// <summary>The request, as the REST API would get it.</summary>
    /// <param name="zone">The zone of <see cref="Start"/> and <see cref="End"/>.</param>
    public ExportRequest ToRequest(TimeZoneInfo zone)
    {
        using var query = JsonDocument.Parse((What == QueryType.IssuesByTag ? TagInfo(zone) : QueryInfo(zone)).ToJsonString());
        return new ExportRequest
        {
            QueryType = What,
            QueryInfo = query.RootElement.Clone(),
            Name = Name,
            Limit = Limit,
            Options = new ExportOptions
            {
                Format = Format,
                // What another format does not offer must not make its request another one.
                Delimiter = Format == ExportFormat.Csv ? Delimiter : ",",
                Bom = Bom && Format != ExportFormat.JsonLines,
                SpreadsheetSafe = SpreadsheetSafe && Format != ExportFormat.JsonLines,
                TimeZone = TimeZone,
                Compression = Compress ? "gzip" : "none",
            },
        };
    }

    private JsonObject QueryInfo(TimeZoneInfo zone)
    {
        var query = new JsonObject
        {
            ["field"] = List(Columns),
            ["query"] = Query,
            ["project"] = List(Projects),
            ["environment"] = List(Environments.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
        };
        if (Sort.Length > 0)
        {
            query["sort"] = Sort;
        }

        if (Period == ExportPeriods.Custom)
        {
            AddTime(query, "start", Start, zone);
            AddTime(query, "end", End, zone);
        }
        else if (Period.Length > 0)
        {
            query["statsPeriod"] = Period;
        }

        return query;
    }

    private JsonObject TagInfo(TimeZoneInfo zone)
    {
        var query = QueryInfo(zone);
        foreach (var name in new[] { "field", "query", "sort" })
        {
            query.Remove(name);
        }

        (query["group"], query["key"]) = (Issue.Trim(), TagKey.Trim());
        return query;
    }

    private static void AddTime(JsonObject query, string name, DateTime? local, TimeZoneInfo zone)
    {
        if (local is { } time)
        {
            query[name] = ToUtc(time, zone).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        }
    }

    private static DateTime? ToLocal(DateTime? utc, TimeZoneInfo zone) =>
        utc is { } time ? TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(time, DateTimeKind.Utc), zone) : null;

    // A time that the clocks jump over does not exist; what people mean by it is the time after the jump.
    private static DateTime ToUtc(DateTime local, TimeZoneInfo zone)
    {
        var time = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(time) ? time.AddHours(1) : time, zone);
    }

    private static JsonArray List(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode?)JsonValue.Create(value))]);
}
