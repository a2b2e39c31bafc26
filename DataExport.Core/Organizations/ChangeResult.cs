namespace DataExport.Core.Organizations;

/// <summary>What became of the wish to change something of an organization.</summary>
/// <typeparam name="T">What was to be changed.</typeparam>
public abstract record ChangeResult<T>
{
    private ChangeResult()
    {
    }

    /// <summary>It is as wished; this is how it is now, or was before it was removed.</summary>
    public sealed record Done(T Value) : ChangeResult<T>;

    /// <summary>What was asked for cannot be; nothing was changed.</summary>
    public sealed record Invalid(FieldError Error) : ChangeResult<T>
    {
        /// <summary>The same, from its parts.</summary>
        public Invalid(string field, string message)
            : this(new FieldError(field, message))
        {
        }
    }

    /// <summary>The caller may not do that (403).</summary>
    public sealed record Forbidden : ChangeResult<T>;

    /// <summary>There is none such in the organization (404).</summary>
    public sealed record NotFound : ChangeResult<T>;
}
