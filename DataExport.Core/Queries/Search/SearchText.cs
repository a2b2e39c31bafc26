namespace DataExport.Core.Queries.Search;

/// <summary>
/// The text of a search with a place in it: reads keys, words and values from there. No character is looked at more than a few
/// times, whatever the text.
/// </summary>
internal sealed class SearchText(string text)
{
    private int _closingBracket = -1;

    /// <summary>The place, in characters from 0.</summary>
    public int Position { get; private set; }

    /// <summary>How often a character has been looked at.</summary>
    public int Steps { get; private set; }

    /// <summary>Whether the place is behind the last character.</summary>
    public bool AtEnd => Position >= text.Length;

    /// <summary>The character at the place.</summary>
    public char Current => text[Position];

    /// <summary>Passes over one character.</summary>
    public void Pass()
    {
        Position++;
        Steps++;
    }

    /// <summary>Passes over a <c>!</c> that stands right before a term; false, and nothing read, when there is none.</summary>
    public bool TakeNegation()
    {
        var found = Current == '!' && Position + 1 < text.Length && !char.IsWhiteSpace(text[Position + 1]);
        Position += found ? 1 : 0;
        return found;
    }

    /// <summary>Reads <c>key:</c> or <c>"key":</c>; null, and nothing read, when a word or a quoted text stands here.</summary>
    /// <param name="isQuoted">Whether the key stands in quotes.</param>
    public string? TryTakeKey(out bool isQuoted)
    {
        isQuoted = Current == '"';
        var end = isQuoted ? EndOfQuoted() : EndOfKey();
        if (end >= text.Length || text[end] != ':' || end == Position)
        {
            return null;
        }

        var key = isQuoted ? SearchPattern.Parse(Position, text.AsSpan(Position + 1, end - Position - 2)).ToString() : text[Position..end];
        Position = end + 1;
        return key;
    }

    /// <summary>Reads a key that nothing has to follow: bare, <c>tags[KEY]</c>, or in quotes. Empty when none stands here.</summary>
    public string TakeKey()
    {
        if (AtEnd)
        {
            return "";
        }

        if (Current == '"')
        {
            return TakeQuoted().ToString();
        }

        var start = Position;
        var end = EndOfKey();
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] != ')')
        {
            end++;
            Steps++;
        }

        Position = end;
        return text[start..end];
    }

    /// <summary>Reads a text in quotes, within which a quote is written <c>\"</c> and a backslash <c>\\</c>.</summary>
    public SearchPattern TakeQuoted()
    {
        var start = Position;
        Position = EndOfQuoted();
        return SearchPattern.Parse(start, text.AsSpan(start + 1, Position - start - 2));
    }

    /// <summary>Reads up to white space, or to a ')' that closes a group around the term.</summary>
    public SearchPattern TakeBare(bool stopAtList)
    {
        var start = Position;
        var open = 0;
        while (!AtEnd && !char.IsWhiteSpace(Current) && !(stopAtList && Current is ',' or ']'))
        {
            open += Current == '(' ? 1 : Current == ')' ? -1 : 0;
            if (open < 0)
            {
                break;
            }

            Pass();
        }

        return Position == start
            ? throw new SearchException("A value is missing here", start)
            : SearchPattern.Parse(start, text.AsSpan(start, Position - start));
    }

    /// <summary>Reads <c>&gt;</c>, <c>&gt;=</c>, <c>&lt;</c> or <c>&lt;=</c>; null, and nothing read, when none stands here.</summary>
    public SearchOperator? TakeOperator()
    {
        if (AtEnd || Current is not ('>' or '<'))
        {
            return null;
        }

        var greater = Current == '>';
        Pass();
        if (AtEnd || Current != '=')
        {
            return greater ? SearchOperator.Greater : SearchOperator.Less;
        }

        Pass();
        return greater ? SearchOperator.GreaterOrEqual : SearchOperator.LessOrEqual;
    }

    /// <summary>Passes over white space and the operator; false when another word stands there.</summary>
    public bool TakeWord(string word)
    {
        SkipSpace();
        var found = IsWord(word);
        Position += found ? word.Length : 0;
        return found;
    }

    /// <summary>Whether the operator stands here.</summary>
    public bool IsWord(string word)
    {
        Steps++;
        var end = Position + word.Length;
        return string.CompareOrdinal(text, Position, word, 0, word.Length) == 0
            && (end == text.Length || char.IsWhiteSpace(text[end]) || text[end] is '(' or ')');
    }

    /// <summary>Passes over white space.</summary>
    public void SkipSpace()
    {
        while (!AtEnd && char.IsWhiteSpace(Current))
        {
            Pass();
        }
    }

    private int EndOfKey()
    {
        var end = Position;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not (':' or '"' or '(' or ')' or '['))
        {
            end++;
            Steps++;
        }

        // tags[KEY], where KEY may hold anything but a closing bracket.
        return end < text.Length && text[end] == '[' && text.AsSpan(Position, end - Position).SequenceEqual("tags") ? ClosingBracket(end) + 1 : end;
    }

    private int ClosingBracket(int open)
    {
        if (_closingBracket < open)
        {
            var from = Math.Max(open, _closingBracket);
            _closingBracket = text.IndexOf(']', from);
            if (_closingBracket < 0)
            {
                throw new SearchException("A ']' is missing for the '['", open);
            }

            Steps += _closingBracket - from;
        }

        return _closingBracket;
    }

    /// <summary>The place behind the closing quote of the text in quotes that starts here.</summary>
    private int EndOfQuoted()
    {
        var end = Position + 1;
        while (end < text.Length && text[end] != '"')
        {
            end += text[end] == '\\' ? 2 : 1;
            Steps++;
        }

        return end < text.Length ? end + 1 : throw new SearchException("The closing quote is missing", Position);
    }
}
