namespace DataExport.Core.Organizations;

/// <summary>What became of the wish to create something.</summary>
/// <typeparam name="T">What was to be created.</typeparam>
public abstract record CreationResult<T>
{
    private CreationResult()
    {
    }

    /// <summary>It is there.</summary>
    public sealed record Created(T Value) : CreationResult<T>;

    /// <summary>What was entered is wrong; nothing was stored.</summary>
    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : CreationResult<T>;

    /// <summary>The caller may not do that (403).</summary>
    public sealed record Forbidden : CreationResult<T>;
}
