using DataExport.Core.Queries.Reading;

namespace DataExport.Core.Queries.Compilation;

/// <summary>A Discover query made ready to run: SQL for one project, and how to read its columns.</summary>
internal sealed class DiscoverPlan
{
    /// <summary>The projects to read, each by a statement of its own.</summary>
    public required IReadOnlyList<int> Projects { get; init; }

    /// <summary>The expressions to select, after id and timestamp.</summary>
    public required IReadOnlyList<string> Selected { get; init; }

    /// <summary>The readers of the file's columns, in order.</summary>
    public required IReadOnlyList<CellReader> Columns { get; init; }

    /// <summary>What the columns within JSON share.</summary>
    public required JsonScanner Tags { get; init; }

    /// <summary>The condition of the query: cut-off, period, environments and search.</summary>
    public required SqlText Condition { get; init; }

    /// <summary>Whether the condition has to look at each event, and can pass over many before one that it takes.</summary>
    public required bool IsSearch { get; init; }

    /// <summary>From when on rows can be, microseconds since 1970 UTC, inclusive; the least number for no bound.</summary>
    public required long From { get; init; }

    /// <summary>Until when, exclusive; the greatest number for no bound.</summary>
    public required long Until { get; init; }

    /// <summary>Whether the oldest row comes first.</summary>
    public required bool Ascending { get; init; }
}
