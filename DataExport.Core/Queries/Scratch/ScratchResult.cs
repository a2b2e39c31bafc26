namespace DataExport.Core.Queries.Scratch;

/// <summary>What became of putting the rows of a query into a scratch file.</summary>
public abstract record ScratchResult
{
    private ScratchResult()
    {
    }

    /// <summary>They are there.</summary>
    /// <param name="Rows">How many.</param>
    /// <param name="IsNew">Whether they were found just now; what was read of an earlier file need not fit to them.</param>
    public sealed record Ready(long Rows, bool IsNew) : ScratchResult;

    /// <summary>The query names what is not there any more.</summary>
    /// <param name="What">A sentence that says what.</param>
    public sealed record Missing(string What) : ScratchResult;
}
