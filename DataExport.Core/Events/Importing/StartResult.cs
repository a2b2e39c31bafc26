namespace DataExport.Core.Events.Importing;

/// <summary>What became of a file that was to be imported.</summary>
public abstract record StartResult
{
    private StartResult()
    {
    }

    /// <summary>It was read through and its rows are being stored.</summary>
    /// <param name="ImportId">The import.</param>
    public sealed record Started(long ImportId) : StartResult;

    /// <summary>The file or the mapping is wrong; nothing was stored.</summary>
    public sealed record Refused(IReadOnlyList<ImportProblem> Problems) : StartResult;
}
