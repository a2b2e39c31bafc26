using DataExport.Core.Queries.Reading;

namespace DataExport.Core.Queries.Compilation;

/// <summary>A Discover query made ready to run: SQL for one project, and how to read its columns.</summary>
internal sealed record DiscoverPlan
{
    /// <summary>The projects to read, each by a statement of its own.</summary>
    public required IReadOnlyList<int> Projects { get; init; }

    /// <summary>The expressions to select.</summary>
    public required IReadOnlyList<string> Selected { get; init; }

    /// <summary>For each of them the columns of <c>events</c> of which the first that is set is its value.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> StoredIn { get; init; }

    /// <summary>The readers of the file's columns, in order.</summary>
    public required IReadOnlyList<CellReader> Columns { get; init; }

    /// <summary>What the columns within JSON share, but for most tags.</summary>
    public required JsonScanner Json { get; init; }

    /// <summary>The numbers of issues; has to be attached to a connection, and disposed before it.</summary>
    public required IssueNumbers Issues { get; init; }

    /// <summary>The id of the last event that belongs to the answer.</summary>
    public required long CutOff { get; init; }

    /// <summary>The condition of the query: cut-off, environments and search. Its period is in <see cref="Times"/>.</summary>
    public required SqlText Condition { get; init; }

    /// <summary>The environments and the search alone.</summary>
    public required SqlText Search { get; init; }

    /// <summary>Whether the condition is more than the cut-off, and can pass over many events before one that it takes.</summary>
    public required bool IsSearch { get; init; }

    /// <summary>Whether it has to look at each event of the projects and the period for that, because no index knows enough.</summary>
    public required bool LooksAtEachEvent { get; init; }

    /// <summary>Within which rows can be.</summary>
    public required TimeRange Times { get; init; }

    /// <summary>Whether the oldest row comes first.</summary>
    public required bool Ascending { get; init; }

    /// <summary>The same for all events of the projects and the period.</summary>
    public DiscoverPlan WithoutSearch() => this with { Condition = BoundsSql.Append(new SqlText(), CutOff, null, null, []), IsSearch = false };
}
