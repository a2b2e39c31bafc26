namespace DataExport.Core.Exports;

/// <summary>What became of an action on an export.</summary>
public abstract record ActionResult
{
    private ActionResult()
    {
    }

    /// <summary>It was done, or is under way.</summary>
    /// <param name="Export">The export as it is now; null when it was deleted.</param>
    public sealed record Done(Export? Export) : ActionResult;

    /// <summary>The caller can see no such export (404).</summary>
    public sealed record NotFound : ActionResult;

    /// <summary>The caller sees the export, but may not do that (403).</summary>
    public sealed record Forbidden : ActionResult;

    /// <summary>The export's state does not allow it (409).</summary>
    public sealed record WrongState(string Detail) : ActionResult;
}
