using DataExport.Core.Queries.Search;

namespace DataExport.Core.Queries.Compilation;

/// <summary>Says what is wrong with a search, by compiling it; so what is accepted can be compiled later on.</summary>
/// <param name="Result">The search, or the first thing that is wrong with it.</param>
/// <param name="UsesNow">Whether it has relative times.</param>
/// <param name="UsesStatus">Whether it asks for states of issues.</param>
internal readonly record struct SearchCheck(SearchResult Result, bool UsesNow, bool UsesStatus)
{
    /// <summary>Checks a search.</summary>
    public static SearchCheck Run(string text, SearchFacts facts)
    {
        var parsed = SearchParser.Parse(text);
        if (parsed.Node is null)
        {
            return new SearchCheck(parsed, false, false);
        }

        var compiler = new SearchCompiler(new SqlText(), facts);
        try
        {
            compiler.Append(parsed.Node);
        }
        catch (SearchException error)
        {
            return new SearchCheck(SearchResult.Wrong(error, parsed.Steps), false, false);
        }

        return new SearchCheck(parsed, compiler.UsesNow, compiler.UsesStatus);
    }
}
