namespace DataExport.Core.Queries.Fields;

/// <summary>What a column of the file holds.</summary>
public abstract record Field
{
    private Field()
    {
    }

    /// <summary>A column of the events, or a tag.</summary>
    public sealed record OfColumn(string Name) : Field;

    /// <summary>An aggregate.</summary>
    public sealed record OfAggregate(Aggregate Aggregate) : Field;

    /// <summary>An equation over aggregates.</summary>
    public sealed record OfEquation(EquationNode Equation) : Field;

    /// <summary>The aggregates in it, in the order in which they are written.</summary>
    public IEnumerable<Aggregate> Aggregates => this switch
    {
        OfAggregate(var aggregate) => [aggregate],
        OfEquation(var equation) => equation.Aggregates,
        _ => [],
    };
}
