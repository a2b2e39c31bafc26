namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>A search of the model: it can be written in the search language, and asked of an event in the plainest way.</summary>
internal abstract record Ask
{
    /// <summary>The search as a person might write it; <paramref name="style"/> chooses among the ways to write the same.</summary>
    public abstract string Write(Random style);

    /// <summary>Whether the event matches.</summary>
    public abstract bool Matches(ModelEvent row);

    /// <summary>What is a little simpler, for shrinking.</summary>
    public virtual IEnumerable<Ask> Simpler() => [];

    internal sealed record All(IReadOnlyList<Ask> Parts) : Ask
    {
        // A part that is an OR has to stand in parentheses, any other may.
        public override string Write(Random style) =>
            string.Join(style.Next(2) == 0 ? " " : " AND ", Parts.Select(part => part is Any || style.Next(6) == 0 ? $"({part.Write(style)})" : part.Write(style)));

        public override bool Matches(ModelEvent row) => Parts.All(part => part.Matches(row));

        public override IEnumerable<Ask> Simpler() => Parts.Concat(SimplerLists(Parts).Select(parts => new All(parts)));
    }

    internal sealed record Any(IReadOnlyList<Ask> Parts) : Ask
    {
        public override string Write(Random style) =>
            string.Join(" OR ", Parts.Select(part => style.Next(4) == 0 ? $"( {part.Write(style)} )" : part.Write(style)));

        public override bool Matches(ModelEvent row) => Parts.Any(part => part.Matches(row));

        public override IEnumerable<Ask> Simpler() => Parts.Concat(SimplerLists(Parts).Select(parts => new Any(parts)));
    }

    internal sealed record Not(Ask Part) : Ask
    {
        public override string Write(Random style) => "!" + Part.Write(style);

        public override bool Matches(ModelEvent row) => !Part.Matches(row);

        public override IEnumerable<Ask> Simpler() => Part.Simpler().Select(part => new Not(part)).Prepend(Part);
    }

    internal sealed record Words(AskPattern Pattern) : Ask
    {
        public override string Write(Random style) => Pattern.WriteWord(style);

        public override bool Matches(ModelEvent row) => Pattern.IsIn(row.Show("message"));

        public override IEnumerable<Ask> Simpler() => Pattern.Simpler().Select(pattern => new Words(pattern));
    }

    internal sealed record Has(string Column) : Ask
    {
        public override string Write(Random style) => "has:" + AskKey.WriteBehindHas(Column, style);

        public override bool Matches(ModelEvent row) => row.Show(Column) is not null;
    }

    internal sealed record Is(IReadOnlyList<string> States) : Ask
    {
        public override string Write(Random style) => States.Count == 1 ? $"is:{States[0]}" : $"is:[{string.Join(", ", States)}]";

        public override bool Matches(ModelEvent row) => States.Contains(row.Status);

        public override IEnumerable<Ask> Simpler() => States.Count > 1 ? States.Select(state => new Is([state])) : [];
    }

    /// <summary>One of some values. Which of them count as equal depends on the column.</summary>
    internal sealed record Value(string Column, IReadOnlyList<AskPattern> Patterns) : Ask
    {
        public override string Write(Random style) => $"{AskKey.Write(Column, style)}:" + (Patterns.Count == 1 && style.Next(5) > 0
            ? Patterns[0].Write(style, inList: false)
            : $"[{string.Join(style.Next(2) == 0 ? "," : " , ", Patterns.Select(pattern => pattern.Write(style, inList: true)))}]");

        public override bool Matches(ModelEvent row) => Patterns.Any(pattern => Column switch
        {
            "message" when pattern.Text != "" => pattern.IsIn(row.Show(Column)),
            "level" or "issue" or "id" => pattern.IsLike(row.Show(Column)),
            _ => pattern.IsEqual(row.Show(Column)),
        });

        public override IEnumerable<Ask> Simpler() =>
            (Patterns.Count > 1 ? Patterns.Select(pattern => new Value(Column, [pattern])) : []).Concat(
                Column is "level" or "issue" or "id" or "project" or "project.id" or "issue.id" or "error.handled" || Patterns.Count > 1
                    ? [] : Patterns[0].Simpler().Select(pattern => new Value(Column, [pattern])));
    }

    /// <summary>A number or duration on one side of another.</summary>
    internal sealed record Compare(string Column, string Operator, string Operand) : Ask
    {
        public override string Write(Random style) => $"{AskKey.Write(Column, style)}:{Operator}" + (style.Next(4) == 0 ? $"\"{Operand}\"" : Operand);

        public override bool Matches(ModelEvent row) => ModelNumber.Compare(row.Show(Column), Operand) is { } order && Holds(order, Operator);
    }

    /// <summary>A time within bounds: microseconds, the first inclusive, the second exclusive.</summary>
    internal sealed record Time(string Column, string Written, long From, long To) : Ask
    {
        public override string Write(Random style) => $"{AskKey.Write(Column, style)}:{Written}";

        public override bool Matches(ModelEvent row) => (Column == "timestamp" ? row.Timestamp : row.Received) is var time && time >= From && time < To;
    }

    private static bool Holds(int order, string comparison) => comparison switch
    {
        ">" => order > 0,
        ">=" => order >= 0,
        "<" => order < 0,
        _ => order <= 0,
    };

    private static IEnumerable<IReadOnlyList<Ask>> SimplerLists(IReadOnlyList<Ask> parts)
    {
        for (var index = 0; index < parts.Count; index++)
        {
            if (parts.Count > 2)
            {
                yield return [.. parts.Where((_, other) => other != index)];
            }

            foreach (var simpler in parts[index].Simpler())
            {
                yield return [.. parts.Select((part, other) => other == index ? simpler : part)];
            }
        }
    }
}
