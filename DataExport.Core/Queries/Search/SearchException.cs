namespace DataExport.Core.Queries.Search;

/// <summary>
/// How the parts of the parser, and of the compiler, tell each other of an error; it never leaves <see cref="SearchParser.Parse"/>
/// and <see cref="Compilation.SearchCheck"/>.
/// </summary>
internal sealed class SearchException(string message, int position) : Exception(message)
{
    /// <summary>Where the error is, in characters from 0.</summary>
    public int Position { get; } = position;
}
