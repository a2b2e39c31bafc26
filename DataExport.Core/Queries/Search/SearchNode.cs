namespace DataExport.Core.Queries.Search;

/// <summary>A node of a parsed search.</summary>
/// <param name="Position">Where it stands in the text, in characters from 0.</param>
public abstract record SearchNode(int Position)
{
    /// <summary>Rows that every part matches.</summary>
    public sealed record All(int Position, IReadOnlyList<SearchNode> Parts) : SearchNode(Position);

    /// <summary>Rows that at least one part matches.</summary>
    public sealed record Any(int Position, IReadOnlyList<SearchNode> Parts) : SearchNode(Position);

    /// <summary>Rows that the part does not match.</summary>
    public sealed record Not(int Position, SearchNode Part) : SearchNode(Position);

    /// <summary>Rows whose message contains the text; the case of ASCII letters does not count.</summary>
    public sealed record Words(int Position, SearchPattern Pattern) : SearchNode(Position);

    /// <summary>Rows whose key has one of the values.</summary>
    public sealed record KeyValue(int Position, string Key, IReadOnlyList<SearchPattern> Values) : SearchNode(Position);

    /// <summary>Rows whose key has a value on that side of the given one.</summary>
    public sealed record Comparison(int Position, string Key, SearchOperator Operator, SearchPattern Value) : SearchNode(Position);

    /// <summary>Rows that have the key at all.</summary>
    public sealed record Has(int Position, string Key) : SearchNode(Position);

    /// <summary>Rows whose issue has one of the states.</summary>
    public sealed record Is(int Position, IReadOnlyList<SearchPattern> States) : SearchNode(Position);
}
