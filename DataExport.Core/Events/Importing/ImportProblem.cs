namespace DataExport.Core.Events.Importing;

/// <summary>Why an import is refused as a whole; nothing of it is stored.</summary>
/// <param name="Field">What it concerns: <see cref="File"/> or <see cref="Mapping"/>.</param>
/// <param name="Message">What is wrong, and where.</param>
/// <param name="TooLarge">Whether it is a limit that was passed (413) and no mistake (400).</param>
public sealed record ImportProblem(string Field, string Message, bool TooLarge = false)
{
    /// <summary>The file itself.</summary>
    public const string File = "file";

    /// <summary>The mapping of columns to targets.</summary>
    public const string Mapping = "mapping";
}
