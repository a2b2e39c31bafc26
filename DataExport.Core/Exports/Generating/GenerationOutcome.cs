namespace DataExport.Core.Exports.Generating;

/// <summary>What one attempt at an export came to.</summary>
public abstract record GenerationOutcome
{
    private GenerationOutcome()
    {
    }

    /// <summary>The file is published.</summary>
    public sealed record Finished(FinishedFile File) : GenerationOutcome;

    /// <summary>It cannot be made.</summary>
    /// <param name="Code">One of <see cref="ExportErrorCode"/>.</param>
    /// <param name="Message">Why, and what to do, as a sentence.</param>
    public sealed record Failed(string Code, string Message) : GenerationOutcome;

    /// <summary>It went wrong, but may work another time.</summary>
    /// <param name="Code">The code to fail with once it has gone wrong too often.</param>
    /// <param name="Message">The same as a sentence.</param>
    public sealed record Retryable(string Code, string Message) : GenerationOutcome;

    /// <summary>There was no room for the file.</summary>
    public sealed record NoRoom : GenerationOutcome;

    /// <summary>It was stopped: by a person, by the end of the process, or because the claim was lost.</summary>
    public sealed record Stopped : GenerationOutcome;
}
