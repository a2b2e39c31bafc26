namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>
/// Generated groups and sorts, answered by the product and from a list in the plainest way: the same cells of the same type in the same
/// rows in the same order. 500 queries; <c>DIFFERENTIAL_QUERIES</c> asks for more, <c>DIFFERENTIAL_SEED</c> for others.
/// </summary>
public sealed class TableDifferentialTests(ModelStore model) : IClassFixture<ModelStore>
{
    [Fact]
    public void Read_GeneratedGroupsAndSorts_AnswerAsAListDoes()
    {
        var generator = new TableGenerator(model.Events, Comparison.Seed);

        Comparison.Run(model, generator.Next, rows => rows > 1);
    }
}
