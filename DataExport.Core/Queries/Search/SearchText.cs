using System.Text;

namespace DataExport.Core.Queries.Search;

/// <summary>The text of a search with a place in it: reads keys, words and values from there.</summary>
internal sealed class SearchText(string text)
{
    /// <summary>The place, in characters from 0.</summary>
    public int Position { get; private set; }

    /// <summary>Whether the place is behind the last character.</summary>
    public bool AtEnd => Position >= text.Length;

    /// <summary>The character at the place.</summary>
    public char Current => text[Position];

    /// <summary>Passes over one character.</summary>
    public void Pass() => Position++;

    /// <summary>Passes over a <c>!</c> that stands right before a term; false, and nothing read, when there is none.</summary>
    public bool TakeNegation()
    {
        var found = Current == '!' && Position + 1 < text.Length && !char.IsWhiteSpace(text[Position + 1]);
        Position += found ? 1 : 0;
        return found;
    }

    /// <summary>Reads <c>key:</c>; null, and nothing read, when a word or a quoted text stands here.</summary>
    public string? TryTakeKey()
    {
        var end = Position;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not (':' or '"' or '(' or ')' or '['))
        {
            end++;
        }

        // tags[KEY], where KEY may hold anything but a closing bracket.
        if (end < text.Length && text[end] == '[' && text.AsSpan(Position, end - Position).SequenceEqual("tags"))
        {
            var close = text.IndexOf(']', end);
            end = close < 0 ? throw new SearchException("A ']' is missing for the '['", end) : close + 1;
        }

        if (end >= text.Length || text[end] != ':' || end == Position)
        {
            return null;
        }

        var key = text[Position..end];
        Position = end + 1;
        return key;
    }

    /// <summary>Reads a text in quotes.</summary>
    public SearchPattern TakeQuoted()
    {
        var start = Position++;
        var content = new StringBuilder();
        while (!AtEnd && Current != '"')
        {
            if (Current == '\\' && Position + 1 < text.Length && text[Position + 1] == '"')
            {
                Position++;
            }

            content.Append(Current);
            Position++;
        }

        if (AtEnd)
        {
            throw new SearchException("The closing quote is missing", start);
        }

        Position++;
        return SearchPattern.Parse(start, content.ToString());
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

            Position++;
        }

        return Position == start
            ? throw new SearchException("A value is missing here", start)
            : SearchPattern.Parse(start, text[start..Position]);
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
        var end = Position + word.Length;
        return string.CompareOrdinal(text, Position, word, 0, word.Length) == 0
            && (end == text.Length || char.IsWhiteSpace(text[end]) || text[end] is '(' or ')');
    }

    /// <summary>Passes over white space.</summary>
    public void SkipSpace()
    {
        while (!AtEnd && char.IsWhiteSpace(Current))
        {
            Position++;
        }
    }
}
