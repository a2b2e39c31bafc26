using System.Globalization;
using System.Text;
using System.Text.Json;
using DataExport.Tests.Support;

namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>
/// Generated groups and sorts, answered by the product and from a list in the plainest way: the same cells in the same rows in
/// the same order. 500 queries; <c>DIFFERENTIAL_QUERIES</c> asks for more, <c>DIFFERENTIAL_SEED</c> for others.
/// </summary>
public sealed class TableDifferentialTests(ModelStore model) : IClassFixture<ModelStore>
{
    private const int UsualQueries = 500;

    [Fact]
    public void Read_GeneratedGroupsAndSorts_AnswerAsAListDoes()
    {
        var generator = new TableGenerator(model.Events, LongForm.Setting("DIFFERENTIAL_SEED", 1));
        var many = 0;
        for (var number = 0; number < LongForm.Setting("DIFFERENTIAL_QUERIES", UsualQueries); number++)
        {
            var query = generator.Next();
            if (Differs(query))
            {
                Assert.Fail(Describe(number, Shrink(query)));
            }

            many += query.Answer(model.Events).Count > 1 ? 1 : 0;
        }

        Assert.True(many > UsualQueries / 3, $"Only {many} queries had several rows; the generator asks for nothing.");
    }

    private bool Differs(AskedTable query) => !AskedTable.Fits(query.Answer(model.Events), model.Answer(query.Info()));

    private AskedTable Shrink(AskedTable query)
    {
        while (query.Simpler().FirstOrDefault(Differs) is { } simpler)
        {
            query = simpler;
        }

        return query;
    }

    private string Describe(int number, AskedTable query)
    {
        var expected = query.Answer(model.Events);
        var actual = model.Answer(query.Info());
        var place = expected.Zip(actual).TakeWhile(pair => AskedTable.Fits(pair.First, pair.Second)).Count();
        return new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"Query {number}, made smaller: {query.Found.SearchText}")
            .AppendLine(query.Info())
            .AppendLine(CultureInfo.InvariantCulture, $"{expected.Count} rows expected, {actual.Count} read; the first difference is at row {place}:")
            .AppendLine(CultureInfo.InvariantCulture, $"expected {(place < expected.Count ? JsonSerializer.Serialize(expected[place].Select(value => value.Shown)) : "nothing")}")
            .Append(CultureInfo.InvariantCulture, $"read     {actual.ElementAtOrDefault(place) ?? "nothing"}")
            .ToString();
    }
}
