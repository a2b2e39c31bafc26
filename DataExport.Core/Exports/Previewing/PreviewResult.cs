using DataExport.Core.Queries;

namespace DataExport.Core.Exports.Previewing;

/// <summary>What became of a wish for a preview.</summary>
public abstract record PreviewResult
{
    private PreviewResult()
    {
    }

    /// <summary>Here it is.</summary>
    public sealed record Ready(ExportPreview Preview) : PreviewResult;

    /// <summary>The request is wrong, as it would be for an export.</summary>
    public sealed record Invalid(IReadOnlyList<ValidationError> Errors) : PreviewResult;

    /// <summary>The requester cannot access a project that the query names, or lacks the scope (403).</summary>
    public sealed record Forbidden : PreviewResult;
}
