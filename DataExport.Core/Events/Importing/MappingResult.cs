namespace DataExport.Core.Events.Importing;

/// <summary>What became of the text of a mapping.</summary>
public abstract record MappingResult
{
    private MappingResult()
    {
    }

    /// <summary>It can be used.</summary>
    public sealed record Valid(ImportMapping Mapping) : MappingResult;

    /// <summary>It is wrong.</summary>
    public sealed record Invalid(IReadOnlyList<ImportProblem> Problems) : MappingResult;
}
