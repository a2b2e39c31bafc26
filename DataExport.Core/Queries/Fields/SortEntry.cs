namespace DataExport.Core.Queries.Fields;

/// <summary>One thing that rows are sorted by.</summary>
/// <param name="Index">Which of the selected fields it is; <see cref="ByTime"/> for the time of rows that do not select it.</param>
/// <param name="Descending">Whether the greatest comes first.</param>
public readonly record struct SortEntry(int Index, bool Descending)
{
    /// <summary>The index that stands for the time of a row.</summary>
    public const int ByTime = -1;
}
