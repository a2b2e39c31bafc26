namespace DataExport.Core.Queries.Fields;

/// <summary>Parses equations by recursive descent.</summary>
/// <remarks>
/// <code>
/// sum     = product { ( "+" | "-" ) product }
/// product = part { ( "*" | "/" ) part }
/// part    = "-" part | "(" sum ")" | number | aggregate
/// </code>
/// </remarks>
internal sealed class EquationParser
{
    private const int MostCharacters = 1000;
    private const int MostDepth = 32;
    private readonly FieldText _text;
    private int _depth;

    private EquationParser(string text) => _text = new FieldText(text, FieldParser.EquationPrefix.Length);

    /// <summary>Parses a field that starts with <c>equation|</c>. The work grows linearly with its length.</summary>
    /// <exception cref="FieldException">It is wrong.</exception>
    public static EquationNode Parse(string text)
    {
        if (text.Length > MostCharacters)
        {
            throw new FieldException($"an equation can have {MostCharacters} characters at the most; it has {text.Length}");
        }

        var parser = new EquationParser(text);
        var equation = parser.ParseSum();
        if (!parser._text.AtEnd)
        {
            throw parser.Wrong("an operator (+ - * /) is missing");
        }

        return equation.Aggregates.Any() ? equation : throw new FieldException("an equation needs at least one aggregate, such as count()");
    }

    private EquationNode ParseSum()
    {
        var left = ParseProduct();
        while (TakeOperator('+', '-') is { } found)
        {
            left = new EquationNode.Operation(found, left, ParseProduct());
        }

        return left;
    }

    private EquationNode ParseProduct()
    {
        var left = ParsePart();
        while (TakeOperator('*', '/') is { } found)
        {
            left = new EquationNode.Operation(found, left, ParsePart());
        }

        return left;
    }

    private EquationNode ParsePart()
    {
        _text.SkipSpace();
        if (++_depth > MostDepth)
        {
            throw Wrong($"parentheses and signs nest deeper than {MostDepth}");
        }

        var part = _text.Take('-') ? new EquationNode.Negative(ParsePart())
            : _text.Take('(') ? ParseGroup()
            : _text.TakeNumber() is { } number ? new EquationNode.Number(number)
            : ParseAggregate();
        _depth--;
        _text.SkipSpace();
        return part;
    }

    private EquationNode ParseGroup()
    {
        var part = ParseSum();
        return _text.Take(')') ? part : throw Wrong("a ')' is missing");
    }

    private EquationNode.OfAggregate ParseAggregate()
    {
        if (!char.IsAsciiLetter(_text.Current))
        {
            throw Wrong("a number or an aggregate is missing");
        }

        var start = _text.Position;
        var aggregate = AggregateParser.Parse(_text);
        return aggregate.IsNumber
            ? new EquationNode.OfAggregate(aggregate)
            : throw new FieldException($"an equation computes with numbers, and the aggregate at character {start + 1} is none; use it as a column of its own");
    }

    private char? TakeOperator(char first, char second) => _text.Take(first) ? first : _text.Take(second) ? second : null;

    private FieldException Wrong(string what) => new($"{what} at character {_text.Position + 1}");
}
