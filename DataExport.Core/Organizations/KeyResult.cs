namespace DataExport.Core.Organizations;

/// <summary>What became of the wish to make or change a project's key.</summary>
public abstract record KeyResult
{
    private KeyResult()
    {
    }

    /// <summary>It is as wished; this is the key, or the one that was deleted.</summary>
    public sealed record Done(ProjectKey Key) : KeyResult;

    /// <summary>What was entered is wrong; nothing was changed.</summary>
    public sealed record Invalid(FieldError Error) : KeyResult;

    /// <summary>The caller may not do that (403).</summary>
    public sealed record Forbidden : KeyResult;

    /// <summary>There is no such key in the project (404).</summary>
    public sealed record NotFound : KeyResult;
}
