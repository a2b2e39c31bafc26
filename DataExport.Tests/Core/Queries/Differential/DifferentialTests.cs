namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>
/// Generated queries, answered by the product and from a list in the plainest way: the same cells of the same type in the same rows in
/// the same order. 500 queries; <c>DIFFERENTIAL_QUERIES</c> asks for more, <c>DIFFERENTIAL_SEED</c> for others.
/// </summary>
public sealed class DifferentialTests(ModelStore unsettled, SettledModelStore settled) : IClassFixture<ModelStore>, IClassFixture<SettledModelStore>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_GeneratedQueries_AnswerAsAListDoes(bool isSettled)
    {
        ModelStore model = isSettled ? settled : unsettled;
        var generator = new AskGenerator(model.Events, Comparison.Seed);

        Comparison.Run(model, generator.Next, rows => rows > 0 && rows < model.Events.Count);
    }
}
