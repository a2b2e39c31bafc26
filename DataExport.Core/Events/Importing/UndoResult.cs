namespace DataExport.Core.Events.Importing;

/// <summary>What became of the wish to undo an import.</summary>
public abstract record UndoResult
{
    private UndoResult()
    {
    }

    /// <summary>It is being undone, or has been.</summary>
    /// <param name="Import">The import as it is now.</param>
    public sealed record Accepted(Import Import) : UndoResult;

    /// <summary>There is no such import that the caller can see.</summary>
    public sealed record NotFound : UndoResult;

    /// <summary>The caller may see it, and not undo it.</summary>
    public sealed record Forbidden : UndoResult;
}
