using System.Globalization;
using System.Text;
using System.Text.Json;
using DataExport.Tests.Support;

namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>Asks generated queries of the product and of the list; what is answered differently is made smaller and described.</summary>
internal static class Comparison
{
    private const int UsualQueries = 500;

    /// <summary>What the generators start from; <c>DIFFERENTIAL_SEED</c> asks for another.</summary>
    public static int Seed => LongForm.Setting("DIFFERENTIAL_SEED", 1);

    /// <summary>Asks 500 queries, or as many as <c>DIFFERENTIAL_QUERIES</c> says; a third of them at least have to ask for something.</summary>
    public static void Run<TQuery>(ModelStore model, Func<TQuery> next, Func<int, bool> asksForSomething)
        where TQuery : IAsked<TQuery>
    {
        var queries = LongForm.Setting("DIFFERENTIAL_QUERIES", UsualQueries);
        var telling = 0;
        for (var number = 0; number < queries; number++)
        {
            var query = next();
            var expected = query.Answer(model.Events);
            if (!Fits(expected, model.Answer(query.Info())))
            {
                Assert.Fail(Describe(model, number, Shrink(model, query)));
            }

            telling += asksForSomething(expected.Count) ? 1 : 0;
        }

        Assert.True(telling > queries / 3, $"Only {telling} queries asked for something.");
    }

    private static bool Fits(IReadOnlyList<IReadOnlyList<AskedValue>> expected, List<string> lines) =>
        expected.Count == lines.Count && expected.Zip(lines).All(pair => Fits(pair.First, pair.Second));

    private static bool Fits(IReadOnlyList<AskedValue> row, string line)
    {
        var cells = line.StartsWith('[') ? JsonElement.Parse(line).EnumerateArray().Select(cell => cell.GetRawText()).ToList() : [];
        return cells.Count == row.Count && row.Zip(cells).All(pair => pair.First.Fits(pair.Second));
    }

    private static TQuery Shrink<TQuery>(ModelStore model, TQuery query)
        where TQuery : IAsked<TQuery>
    {
        while (query.Simpler().FirstOrDefault(simpler => !Fits(simpler.Answer(model.Events), model.Answer(simpler.Info()))) is { } found)
        {
            query = found;
        }

        return query;
    }

    private static string Describe<TQuery>(ModelStore model, int number, TQuery query)
        where TQuery : IAsked<TQuery>
    {
        var expected = query.Answer(model.Events);
        var actual = model.Answer(query.Info());
        var place = expected.Zip(actual).TakeWhile(pair => Fits(pair.First, pair.Second)).Count();
        return new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"Query {number}, made smaller: {query.SearchText}")
            .AppendLine(query.Info())
            .AppendLine(CultureInfo.InvariantCulture, $"{expected.Count} rows expected, {actual.Count} read; the first difference is at row {place}:")
            .AppendLine(CultureInfo.InvariantCulture, $"expected {(place < expected.Count ? $"[{string.Join(",", expected[place].Select(value => value.Json))}]" : "nothing")}")
            .Append(CultureInfo.InvariantCulture, $"read     {actual.ElementAtOrDefault(place) ?? "nothing"}")
            .ToString();
    }
}
