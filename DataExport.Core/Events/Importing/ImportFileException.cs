namespace DataExport.Core.Events.Importing;

/// <summary>
/// A file cannot be read on: its compression or its text is broken. Thrown through the CSV reader, from below it, and turned
/// into an <see cref="ImportProblem"/> by <see cref="ImportCheck"/>; nobody else sees it.
/// </summary>
internal sealed class ImportFileException(string message, bool tooLarge = false) : Exception(message)
{
    /// <summary>Whether a limit was passed.</summary>
    public bool TooLarge => tooLarge;
}
