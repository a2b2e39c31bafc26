using DataExport.Core.Queries.Search;

namespace DataExport.Core.Queries.Completion;

/// <summary>Reads a search up to a caret as <see cref="SearchParser"/> would, but forgives what is not finished yet.</summary>
internal sealed class SearchPlaceFinder(string text, int caret)
{
    private const string TagStart = "tags[";

    private int _position;

    public SearchPlace Find()
    {
        while (true)
        {
            Skip(character => char.IsWhiteSpace(character) || character is '(' or ')');
            if (_position >= caret)
            {
                return new SearchPlace(SearchPlaceKind.Key, caret, caret, "");
            }

            if (ReadTerm() is { } place)
            {
                return place;
            }
        }
    }

    private char? Current => _position < text.Length ? text[_position] : null;

    // The place, when the caret is in the term that begins here; otherwise passes over it.
    private SearchPlace? ReadTerm()
    {
        _position += Current == '!' ? 1 : 0;
        var start = _position;
        var isQuoted = Current == '"';
        var end = isQuoted ? EndOfQuoted() : EndOfKey();
        var isKey = end > start && end < text.Length && text[end] == ':';
        if (!isKey && !isQuoted)
        {
            end = EndOfBare(inList: false);
        }

        if (caret <= end)
        {
            return new SearchPlace(SearchPlaceKind.Key, start, isKey ? end + 1 : Math.Max(end, caret), Typed(start));
        }

        // A bracket that closes nothing, and such: one character further, so that it comes to an end.
        _position = isKey ? end + 1 : Math.Max(end, start + 1);
        return isKey ? ReadValue(Unescape(start, end), isQuoted) : null;
    }

    private SearchPlace? ReadValue(string key, bool isKeyQuoted)
    {
        if (key == "has" && !isKeyQuoted)
        {
            return ReadItem(SearchPlaceKind.HasKey, key, isKeyQuoted, inList: false);
        }

        Skip(character => character is '<' or '>' or '=');
        return Current == '[' ? ReadList(key, isKeyQuoted) : ReadItem(SearchPlaceKind.Value, key, isKeyQuoted, inList: false);
    }

    private SearchPlace? ReadList(string key, bool isKeyQuoted)
    {
        do
        {
            _position++;
            Skip(char.IsWhiteSpace);
            if (ReadItem(SearchPlaceKind.Value, key, isKeyQuoted, inList: true) is { } place)
            {
                return place;
            }

            Skip(char.IsWhiteSpace);
        }
        while (Current == ',');

        _position += Current == ']' ? 1 : 0;
        return null;
    }

    private SearchPlace? ReadItem(SearchPlaceKind kind, string key, bool isKeyQuoted, bool inList)
    {
        var start = Math.Min(_position, caret);
        var end = Current == '"' ? EndOfQuoted() : EndOfBare(inList);
        _position = end;
        return caret <= end
            ? new SearchPlace(kind, start, Math.Max(end, caret), Typed(start), key, isKeyQuoted, inList)
            : null;
    }

    private void Skip(Func<char, bool> isPassed)
    {
        while (Current is { } character && isPassed(character))
        {
            _position++;
        }
    }

    private int EndOfKey()
    {
        var end = _position;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not (':' or '"' or '(' or ')' or '['))
        {
            end++;
        }

        if (!text.AsSpan(_position).StartsWith(TagStart, StringComparison.Ordinal) || end != _position + TagStart.Length - 1)
        {
            return end;
        }

        var bracket = text.IndexOf(']', end);
        return bracket < 0 ? Math.Max(caret, end) : bracket + 1;
    }

    private int EndOfBare(bool inList)
    {
        var end = _position;
        for (var open = 0; end < text.Length && !char.IsWhiteSpace(text[end]) && !(inList && text[end] is ',' or ']'); end++)
        {
            open += text[end] == '(' ? 1 : text[end] == ')' ? -1 : 0;
            if (open < 0)
            {
                break;
            }
        }

        return end;
    }

    // Behind the closing quote; where there is none, the rest is another matter: only what was typed counts.
    private int EndOfQuoted()
    {
        var end = _position + 1;
        while (end < text.Length && text[end] != '"')
        {
            end += text[end] == '\\' ? 2 : 1;
        }

        return end < text.Length ? end + 1 : Math.Max(caret, _position + 1);
    }

    private string Typed(int start) => Unescape(start, caret);

    private string Unescape(int start, int end)
    {
        var part = text.AsSpan(start, Math.Max(0, end - start));
        if (part is ['"', ..])
        {
            part = part[1..];
            part = end > start + 1 && part is [.., '"'] ? part[..^1] : part;
        }

        return SearchPattern.Parse(start, part).ToString();
    }
}
