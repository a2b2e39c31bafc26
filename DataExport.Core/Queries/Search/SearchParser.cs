namespace DataExport.Core.Queries.Search;

/// <summary>Parses the search language by recursive descent.</summary>
/// <remarks>
/// <code>
/// any    = all { "OR" all }
/// all    = part { [ "AND" ] part }
/// part   = "(" any ")" | [ "!" ] term
/// term   = "has:" key | "is:" value | key ":" value | key ":" ( "&gt;" | "&gt;=" | "&lt;" | "&lt;=" ) item | item
/// key    = name | "tags[" … "]" | quoted
/// value  = item | "[" item { "," item } "]"
/// item   = quoted | bare
/// quoted = '"' … '"', see <see cref="SearchPattern.Parse"/> for \", \\ and \*
/// </code>
/// What keys there are, and what can be a value of each, is the compiler's to know.
/// </remarks>
public sealed class SearchParser
{
    /// <summary>The longest search, in characters.</summary>
    public const int MostCharacters = 4096;

    /// <summary>How deep parentheses may nest.</summary>
    public const int MostDepth = 32;

    /// <summary>How many terms a search may have.</summary>
    public const int MostTerms = 256;

    private readonly SearchText _text;
    private int _depth;
    private int _terms;

    private SearchParser(string text) => _text = new SearchText(text);

    /// <summary>Parses a search. The work grows linearly with its length.</summary>
    public static SearchResult Parse(string text)
    {
        if (text.Length > MostCharacters)
        {
            return new SearchResult(null, $"The search has {text.Length} characters; at most {MostCharacters} are allowed.", MostCharacters);
        }

        var parser = new SearchParser(text);
        try
        {
            parser._text.SkipSpace();
            var node = parser._text.AtEnd ? null : parser.ParseWhole();
            return new SearchResult(node, Steps: parser._text.Steps);
        }
        catch (SearchException error)
        {
            return SearchResult.Wrong(error, parser._text.Steps);
        }
    }

    private SearchNode ParseWhole()
    {
        var node = ParseAny();
        return _text.AtEnd ? node : throw new SearchException("There is a ')' without a '(' before it", _text.Position);
    }

    private SearchNode ParseAny()
    {
        var start = _text.Position;
        var parts = new List<SearchNode> { ParseAll() };
        while (_text.TakeWord("OR"))
        {
            parts.Add(ParseAll());
        }

        return parts.Count == 1 ? parts[0] : new SearchNode.Any(start, parts);
    }

    private SearchNode ParseAll()
    {
        var start = _text.Position;
        var parts = new List<SearchNode> { ParsePart() };
        while (true)
        {
            _text.SkipSpace();
            if (!_text.TakeWord("AND") && (_text.AtEnd || _text.Current == ')' || _text.IsWord("OR")))
            {
                return parts.Count == 1 ? parts[0] : new SearchNode.All(start, parts);
            }

            parts.Add(ParsePart());
        }
    }

    private SearchNode ParsePart()
    {
        _text.SkipSpace();
        if (_text.AtEnd || _text.Current == ')' || _text.IsWord("AND") || _text.IsWord("OR"))
        {
            throw new SearchException("A term is missing here", _text.Position);
        }

        return _text.Current == '(' ? ParseGroup() : ParseTerm();
    }

    private SearchNode ParseGroup()
    {
        var start = _text.Position;
        _text.Pass();
        if (++_depth > MostDepth)
        {
            throw new SearchException($"Parentheses nest deeper than {MostDepth}", start);
        }

        var node = ParseAny();
        _text.SkipSpace();
        if (_text.AtEnd)
        {
            throw new SearchException("A ')' is missing for the '('", start);
        }

        _text.Pass();
        _depth--;
        return node;
    }

    private SearchNode ParseTerm()
    {
        var start = _text.Position;
        if (++_terms > MostTerms)
        {
            throw new SearchException($"There are more than {MostTerms} terms", start);
        }

        var negated = _text.TakeNegation();
        if (negated && _text.Current == '(')
        {
            throw new SearchException("'!' goes before a single term, not before '('", start);
        }

        var node = ParseKeyOrWords(start);
        return negated ? new SearchNode.Not(start, node) : node;
    }

    private SearchNode ParseKeyOrWords(int start)
    {
        var first = _text.Position;
        var key = _text.TryTakeKey(out var isQuoted);
        if (key is null)
        {
            return new SearchNode.Words(start, ParseItem(inList: false));
        }

        if (key == "has" && !isQuoted)
        {
            var what = _text.TakeKey();
            return what.Length == 0 ? throw new SearchException("'has:' needs a key", first) : new SearchNode.Has(start, what);
        }

        if (_text.AtEnd || char.IsWhiteSpace(_text.Current) || _text.Current == ')')
        {
            throw new SearchException("A value is missing here; write \"\" for an empty one", _text.Position);
        }

        if (key == "is" && !isQuoted)
        {
            return new SearchNode.Is(start, ParseValues());
        }

        return _text.TakeOperator() is { } comparison
            ? new SearchNode.Comparison(start, key, comparison, ParseOperand())
            : new SearchNode.KeyValue(start, key, ParseValues());
    }

    private SearchPattern ParseOperand() =>
        _text.AtEnd ? throw new SearchException("A value is missing here", _text.Position) : ParseItem(inList: false);

    private SearchPattern ParseItem(bool inList) => _text.Current == '"' ? _text.TakeQuoted() : _text.TakeBare(inList);

    private List<SearchPattern> ParseValues() => _text.Current == '[' ? ParseList() : [ParseItem(inList: false)];

    private List<SearchPattern> ParseList()
    {
        var start = _text.Position;
        _text.Pass();
        var items = new List<SearchPattern>();
        while (true)
        {
            _text.SkipSpace();
            if (_text.AtEnd)
            {
                throw new SearchException("A ']' is missing for the '['", start);
            }

            if (++_terms > MostTerms)
            {
                throw new SearchException($"There are more than {MostTerms} terms", _text.Position);
            }

            if (_text.Current is '>' or '<')
            {
                throw new SearchException("A comparison cannot stand in a list; put the value in quotes if it is text", _text.Position);
            }

            items.Add(ParseItem(inList: true));
            _text.SkipSpace();
            if (!_text.AtEnd && _text.Current is ',' or ']')
            {
                var ends = _text.Current == ']';
                _text.Pass();
                if (ends)
                {
                    return items;
                }

                continue;
            }

            throw new SearchException("A ',' or a ']' is missing here", _text.Position);
        }
    }
}
