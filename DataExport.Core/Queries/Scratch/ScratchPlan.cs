using DataExport.Core.Queries.Compilation;
using DataExport.Core.Queries.Reading;

namespace DataExport.Core.Queries.Scratch;

/// <summary>How the result of a query is made in a scratch file, and read from it.</summary>
internal sealed class ScratchPlan
{
    /// <summary>What makes the tables. The result is in <c>rows</c>, numbered from 1 by its column <c>row</c>.</summary>
    public required string Tables { get; init; }

    /// <summary>What takes from the events what the result is made of; null when the steps do that themselves.</summary>
    public GatherStep? Gather { get; init; }

    /// <summary>What makes the result of that, one after the other.</summary>
    public required IReadOnlyList<SqlText> Steps { get; init; }

    /// <summary>What reads the rows after number <c>?1</c>, in order; the number comes first.</summary>
    public required string Read { get; init; }

    /// <summary>The readers of the file's columns, in order.</summary>
    public required IReadOnlyList<CellReader> Columns { get; init; }

    /// <summary>What has to be told of each new row.</summary>
    public Action NextRow { get; init; } = () => { };
}
