using System.Globalization;
using System.Text;
using DataExport.Tests.Support;

namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>
/// Generated queries, answered by the product and from a list in the plainest way: the same cells in the same rows in the same
/// order. 500 queries; <c>DIFFERENTIAL_QUERIES</c> asks for more, <c>DIFFERENTIAL_SEED</c> for others.
/// </summary>
public sealed class DifferentialTests(ModelStore model) : IClassFixture<ModelStore>
{
    private const int UsualQueries = 500;

    [Fact]
    public void Read_GeneratedQueries_AnswerAsAListDoes()
    {
        var generator = new AskGenerator(model.Events, LongForm.Setting("DIFFERENTIAL_SEED", 1));
        var queries = LongForm.Setting("DIFFERENTIAL_QUERIES", UsualQueries);
        var found = 0;
        for (var number = 0; number < queries; number++)
        {
            var query = generator.Next();
            if (Differs(query))
            {
                Assert.Fail(Describe(number, Shrink(query)));
            }

            var rows = query.Rows(model.Events).Count();
            found += rows > 0 && rows < model.Events.Count ? 1 : 0;
        }

        Assert.True(found > queries / 3, $"Only {found} queries told events apart; the generator asks for nothing.");
    }

    private bool Differs(AskedQuery query) => !query.Answer(model.Events).SequenceEqual(model.Answer(query.Info()));

    private AskedQuery Shrink(AskedQuery query)
    {
        while (query.Simpler().FirstOrDefault(Differs) is { } simpler)
        {
            query = simpler;
        }

        return query;
    }

    private string Describe(int number, AskedQuery query)
    {
        var expected = query.Answer(model.Events);
        var actual = model.Answer(query.Info());
        var place = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        return new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"Query {number}, made smaller: {query.SearchText}")
            .AppendLine(query.Info())
            .AppendLine(CultureInfo.InvariantCulture, $"{expected.Count} rows expected, {actual.Count} read; the first difference is at row {place}:")
            .AppendLine(CultureInfo.InvariantCulture, $"expected {expected.ElementAtOrDefault(place) ?? "nothing"}")
            .Append(CultureInfo.InvariantCulture, $"read     {actual.ElementAtOrDefault(place) ?? "nothing"}")
            .ToString();
    }
}
