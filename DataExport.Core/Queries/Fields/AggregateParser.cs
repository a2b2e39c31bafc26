using System.Collections.Frozen;
using DataExport.Core.Queries.Columns;

namespace DataExport.Core.Queries.Fields;

/// <summary>Parses an aggregate such as <c>p95(tags[duration])</c>, and sees that it makes sense.</summary>
internal static class AggregateParser
{
    private const string Percentile = "percentile";

    private static readonly FrozenDictionary<string, Aggregate> Functions = new Dictionary<string, Aggregate>
    {
        ["count"] = new(AggregateFunction.Count),
        ["count_unique"] = new(AggregateFunction.CountUnique),
        ["min"] = new(AggregateFunction.Min),
        ["max"] = new(AggregateFunction.Max),
        ["avg"] = new(AggregateFunction.Average),
        ["sum"] = new(AggregateFunction.Sum),
        ["p50"] = new(AggregateFunction.Percentile, Fraction: 0.5),
        ["p75"] = new(AggregateFunction.Percentile, Fraction: 0.75),
        ["p95"] = new(AggregateFunction.Percentile, Fraction: 0.95),
        ["p99"] = new(AggregateFunction.Percentile, Fraction: 0.99),
        [Percentile] = new(AggregateFunction.Percentile),
        ["last_seen"] = new(AggregateFunction.LastSeen),
        ["first_seen"] = new(AggregateFunction.FirstSeen),
        ["eps"] = new(AggregateFunction.PerSecond),
        ["epm"] = new(AggregateFunction.PerMinute),
        ["any"] = new(AggregateFunction.Any),
    }.ToFrozenDictionary();

    private static readonly string Names = string.Join(", ", Functions.Keys.Order(StringComparer.Ordinal));

    /// <summary>Reads an aggregate, from its name to its closing parenthesis.</summary>
    /// <exception cref="FieldException">It is wrong.</exception>
    public static Aggregate Parse(FieldText text)
    {
        var name = text.TakeName();
        if (!text.Take('('))
        {
            throw new FieldException($"a '(' is missing after '{name}'; columns by themselves cannot be computed with, aggregates such as max({name}) can");
        }

        var arguments = ReadArguments(text);
        if (!Functions.TryGetValue(name, out var function))
        {
            throw new FieldException($"there is no function '{name}'; the functions are {Names}");
        }

        return Make(name, function, arguments);
    }

    private static List<string> ReadArguments(FieldText text)
    {
        var arguments = new List<string>();
        if (text.Take(')'))
        {
            return arguments;
        }

        do
        {
            arguments.Add(text.TakeArgument());
        }
        while (text.Take(','));

        return text.Take(')') ? arguments : throw new FieldException("a ')' is missing");
    }

    private static Aggregate Make(string name, Aggregate function, List<string> arguments)
    {
        switch (function.Function)
        {
            case AggregateFunction.Count or AggregateFunction.LastSeen or AggregateFunction.FirstSeen or AggregateFunction.PerSecond or AggregateFunction.PerMinute:
                return arguments.Count == 0 ? function : throw new FieldException($"{name} takes no argument; write {name}()");
            case AggregateFunction.Percentile when name == Percentile:
                return arguments is [{ Length: > 0 } column, var place]
                    ? Checked(name, function with { Argument = column, Fraction = ReadFraction(place) })
                    : throw new FieldException("percentile takes a column and a number from 0 to 1, such as percentile(tags[duration], 0.95)");
            default:
                return arguments is [{ Length: > 0 } argument]
                    ? Checked(name, function with { Argument = argument })
                    : throw new FieldException($"{name} takes one column, such as {name}({Example(function.Function)})");
        }
    }

    private static double ReadFraction(string text) => FieldText.ReadNumber(text) is { } number and >= 0 and <= 1
        ? number
        : throw new FieldException($"'{text}' is not a number from 0 to 1; the 95th percentile is percentile(tags[duration], 0.95)");

    private static string Example(AggregateFunction function) =>
        function is AggregateFunction.CountUnique or AggregateFunction.Any ? "user" : "tags[duration]";

    private static Aggregate Checked(string name, Aggregate aggregate)
    {
        var what = aggregate.Column.Kind switch
        {
            ColumnKind.Text or ColumnKind.Level => "text",
            ColumnKind.EventId => "event ids",
            ColumnKind.Project => "projects",
            ColumnKind.Issue => "issues",
            ColumnKind.Boolean => "true and false",
            ColumnKind.Time when aggregate.Function is not (AggregateFunction.Min or AggregateFunction.Max) => "times",
            _ => null,
        };
        return what is null || aggregate.Function is AggregateFunction.CountUnique or AggregateFunction.Any
            ? aggregate
            : throw new FieldException(
                $"the column {aggregate.Argument} holds {what}, and {name} applies to numbers; use a tag with numbers, or count_unique({aggregate.Argument}) or any({aggregate.Argument})");
    }
}
