namespace DataExport.Core.Queries.Fields;

/// <summary>A node of a parsed equation.</summary>
public abstract record EquationNode
{
    private EquationNode()
    {
    }

    /// <summary>A number, finite and not negative.</summary>
    public sealed record Number(double Amount) : EquationNode;

    /// <summary>The value of an aggregate.</summary>
    public sealed record OfAggregate(Aggregate Aggregate) : EquationNode;

    /// <summary>The negative of a part.</summary>
    public sealed record Negative(EquationNode Part) : EquationNode;

    /// <summary>Two parts and what stands between them: <c>+ - * /</c>.</summary>
    public sealed record Operation(char Operator, EquationNode Left, EquationNode Right) : EquationNode;

    /// <summary>The aggregates in it, in the order in which they are written.</summary>
    public IEnumerable<Aggregate> Aggregates => this switch
    {
        OfAggregate(var aggregate) => [aggregate],
        Negative(var part) => part.Aggregates,
        Operation(_, var left, var right) => left.Aggregates.Concat(right.Aggregates),
        _ => [],
    };
}
