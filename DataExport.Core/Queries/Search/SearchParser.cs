namespace DataExport.Core.Queries.Search;

/// <summary>Parses the search language by recursive descent.</summary>
/// <remarks>
/// <code>
/// any    = all { "OR" all }
/// all    = part { [ "AND" ] part }
/// part   = "(" any ")" | [ "!" ] term
/// term   = "has:" key | key ":" value | word | quoted
/// value  = quoted | "[" item { "," item } "]" | bare
/// quoted = '"' … '"', where \" is a quote
/// </code>
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

        try
        {
            var parser = new SearchParser(text);
            parser._text.SkipSpace();
            return parser._text.AtEnd ? default : new SearchResult(parser.ParseWhole());
        }
        catch (SearchException error)
        {
            return new SearchResult(null, $"{error.Message} (at character {error.Position + 1})", error.Position);
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
        var key = _text.TryTakeKey();
        if (key is null)
        {
            return new SearchNode.Words(start, _text.Current == '"' ? _text.TakeQuoted() : _text.TakeBare(stopAtList: false));
        }

        if (key == "has")
        {
            var what = TextOf(_text.AtEnd ? null : _text.Current == '"' ? _text.TakeQuoted() : _text.TakeBare(stopAtList: false));
            return what.Length == 0 ? throw new SearchException("'has:' needs a key", first) : new SearchNode.Has(start, what);
        }

        if (key == "is")
        {
            throw new SearchException("'is:' is not available yet", first);
        }

        return new SearchNode.KeyValue(start, key, ParseValues());
    }

    private List<SearchPattern> ParseValues()
    {
        if (_text.AtEnd || char.IsWhiteSpace(_text.Current) || _text.Current == ')')
        {
            throw new SearchException("A value is missing here; write \"\" for an empty one", _text.Position);
        }

        if (_text.Current is '>' or '<')
        {
            throw new SearchException("Comparisons are not available yet", _text.Position);
        }

        return _text.Current switch
        {
            '[' => ParseList(),
            '"' => [_text.TakeQuoted()],
            _ => [_text.TakeBare(stopAtList: false)],
        };
    }

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

            items.Add(_text.Current == '"' ? _text.TakeQuoted() : _text.TakeBare(stopAtList: true));
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

    private static string TextOf(SearchPattern? pattern) =>
        pattern is null ? "" : string.Join('*', pattern.Pieces);
}
