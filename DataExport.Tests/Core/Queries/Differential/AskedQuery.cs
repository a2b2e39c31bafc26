using System.Globalization;
using System.Text.Json;

namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>A whole query of the model: it can be written as <c>query_info</c>, and answered from a list.</summary>
internal sealed record AskedQuery : IAsked<AskedQuery>
{
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>Null for no search.</summary>
    public Ask? Search { get; init; }

    public required int Style { get; init; }

    /// <summary>Empty for all.</summary>
    public IReadOnlyList<int> Projects { get; init; } = [];

    /// <summary>Empty for all.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>Whole seconds from <see cref="Sample.Noon"/>; null for no bound.</summary>
    public int? Start { get; init; }

    /// <summary>The same, exclusive.</summary>
    public int? End { get; init; }

    public bool OldestFirst { get; init; }

    /// <inheritdoc/>
    public string SearchText => Search?.Write(new Random(Style)) ?? "";

    /// <inheritdoc/>
    public string Info() => JsonSerializer.Serialize(new
    {
        field = Fields,
        query = SearchText,
        project = Projects,
        environment = Environments,
        start = Time(Start),
        end = Time(End),
        sort = OldestFirst ? "timestamp" : "-timestamp",
    });

    /// <summary>The rows that the answer has to have, in their order.</summary>
    public IEnumerable<ModelEvent> Rows(IEnumerable<ModelEvent> events)
    {
        var matching = from row in events
                       where Projects.Count == 0 || Projects.Contains(row.Project)
                       where Environments.Count == 0 || Environments.Contains(row.Show("environment") ?? "")
                       where Start is null || row.Timestamp >= Sample.Noon + (Start * 1_000_000L)
                       where End is null || row.Timestamp < Sample.Noon + (End * 1_000_000L)
                       where Search is null || Search.Matches(row)
                       select row;
        return OldestFirst
            ? matching.OrderBy(row => row.Timestamp).ThenBy(row => row.Id)
            : matching.OrderByDescending(row => row.Timestamp).ThenByDescending(row => row.Id);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<AskedValue>> Answer(IEnumerable<ModelEvent> events) =>
        [.. Rows(events).Select(row => Fields.Select(field => AskedValue.OfColumn(row, field)).ToList())];

    /// <inheritdoc/>
    public IEnumerable<AskedQuery> Simpler()
    {
        if (Search is not null)
        {
            yield return this with { Search = null };
        }

        if (Fields.Count > 1 || Fields[0] != "id")
        {
            yield return this with { Fields = ["id"] };
        }

        foreach (var field in Fields.Where(_ => Fields.Count > 1))
        {
            yield return this with { Fields = [field] };
        }

        if (Projects.Count > 0)
        {
            yield return this with { Projects = [] };
        }

        if (Environments.Count > 0)
        {
            yield return this with { Environments = [] };
        }

        if (Start is not null || End is not null)
        {
            yield return this with { Start = null, End = null };
        }

        if (OldestFirst)
        {
            yield return this with { OldestFirst = false };
        }

        foreach (var search in Search?.Simpler() ?? [])
        {
            yield return this with { Search = search };
        }
    }

    private static string? Time(int? seconds) => seconds is null
        ? null
        : DateTime.UnixEpoch.AddMicroseconds(Sample.Noon).AddSeconds(seconds.Value).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
