using DataExport.Core.Queries.Fields;

namespace DataExport.Tests.Core.Queries;

/// <summary>Fields as they are written, and what is said of those that are wrong.</summary>
public sealed class FieldParserTests
{
    [Theory]
    [InlineData("count()", AggregateFunction.Count, null, 0)]
    [InlineData("count( )", AggregateFunction.Count, null, 0)]
    [InlineData("count_unique(user)", AggregateFunction.CountUnique, "user", 0)]
    [InlineData("count_unique( user )", AggregateFunction.CountUnique, "user", 0)]
    [InlineData("min(timestamp)", AggregateFunction.Min, "timestamp", 0)]
    [InlineData("max(tags[a)b,c])", AggregateFunction.Max, "tags[a)b,c]", 0)]
    [InlineData("avg(tags[x]y])", AggregateFunction.Average, "tags[x]y]", 0)]
    [InlineData("sum(duration)", AggregateFunction.Sum, "duration", 0)]
    [InlineData("p75(extra.ms)", AggregateFunction.Percentile, "extra.ms", 0.75)]
    [InlineData("percentile(duration,0.999)", AggregateFunction.Percentile, "duration", 0.999)]
    [InlineData("percentile(tags[a,b], 1)", AggregateFunction.Percentile, "tags[a,b]", 1)]
    [InlineData("any(title)", AggregateFunction.Any, "title", 0)]
    [InlineData("epm()", AggregateFunction.PerMinute, null, 0)]
    public void Parse_Aggregate_IsUnderstood(string text, AggregateFunction function, string? argument, double fraction)
    {
        Assert.Equal(new Field.OfAggregate(new Aggregate(function, argument, fraction)), FieldParser.Parse(text).Field);
    }

    [Theory]
    [InlineData("title")]
    [InlineData("tags[count()]")]
    [InlineData("a(b")]
    [InlineData("(a)")]
    [InlineData("9(a)")]
    [InlineData("")]
    [InlineData("Equation|1")]
    public void Parse_AnythingElse_IsAName(string text)
    {
        Assert.Equal(new Field.OfColumn(text), FieldParser.Parse(text).Field);
    }

    [Theory]
    [InlineData("foo(bar)", "there is no function 'foo'; the functions are any, avg, count, count_unique, epm, eps, first_seen, last_seen, max, min, p50, p75, p95, p99, percentile, sum")]
    [InlineData("Count()", "there is no function 'Count'; the functions are any, avg, count, count_unique, epm, eps, first_seen, last_seen, max, min, p50, p75, p95, p99, percentile, sum")]
    [InlineData("count(id)", "count takes no argument; write count()")]
    [InlineData("count_unique()", "count_unique takes one column, such as count_unique(user)")]
    [InlineData("sum(a, b)", "sum takes one column, such as sum(tags[duration])")]
    [InlineData("percentile(a)", "percentile takes a column and a number from 0 to 1, such as percentile(tags[duration], 0.95)")]
    [InlineData("percentile(a, 95)", "'95' is not a number from 0 to 1; the 95th percentile is percentile(tags[duration], 0.95)")]
    [InlineData("percentile(a, x)", "'x' is not a number from 0 to 1; the 95th percentile is percentile(tags[duration], 0.95)")]
    [InlineData("percentile(a, -0.5)", "'-0.5' is not a number from 0 to 1; the 95th percentile is percentile(tags[duration], 0.95)")]
    [InlineData("sum(title)", "the column title holds text, and sum applies to numbers; use a tag with numbers, or count_unique(title) or any(title)")]
    [InlineData("p95(timestamp)", "the column timestamp holds times, and p95 applies to numbers; use a tag with numbers, or count_unique(timestamp) or any(timestamp)")]
    [InlineData("count())", "nothing can follow the ')' at character 7")]
    [InlineData("equation|", "a number or an aggregate is missing at character 10")]
    [InlineData("equation|1 + 2", "an equation needs at least one aggregate, such as count()")]
    [InlineData("equation|count() +", "a number or an aggregate is missing at character 19")]
    [InlineData("equation|(count()", "a ')' is missing at character 18")]
    [InlineData("equation|count() count()", "an operator (+ - * /) is missing at character 18")]
    [InlineData("equation|count() ^ 2", "an operator (+ - * /) is missing at character 18")]
    [InlineData("equation|level / 2", "a '(' is missing after 'level'; columns by themselves cannot be computed with, aggregates such as max(level) can")]
    [InlineData("equation|last_seen() - 1", "an equation computes with numbers, and the aggregate at character 10 is none; use it as a column of its own")]
    [InlineData("equation|1.2.3 * count()", "a number or an aggregate is missing at character 10")]
    [InlineData("equation|sum(a", "a ')' is missing")]
    public void Parse_Wrong_SaysWhatWouldBeRight(string text, string error)
    {
        var result = FieldParser.Parse(text);

        Assert.Null(result.Field);
        Assert.Equal(error, result.Error);
    }

    [Fact]
    public void Parse_LongAndDeepEquations_AreErrorsAndNothingWorse()
    {
        Assert.Equal("an equation can have 1000 characters at the most; it has 100017", FieldParser.Parse("equation|" + new string('(', 100_000) + "count()" + ")").Error);
        Assert.StartsWith("parentheses and signs nest deeper than 32", FieldParser.Parse("equation|" + new string('(', 900) + "count()").Error);
        Assert.StartsWith("parentheses and signs nest deeper than 32", FieldParser.Parse("equation|" + new string('-', 900) + "count()").Error);
        Assert.NotNull(FieldParser.Parse("equation|count()" + string.Concat(Enumerable.Repeat("+1", 480))).Field);
        Assert.NotNull(FieldParser.Parse("equation|" + new string('(', 31) + "count()" + new string(')', 31)).Field);
    }

    [Fact]
    public void Parse_RandomTexts_GiveAFieldOrAnError()
    {
        var random = new Random(11);
        string[] pieces = ["equation|", "count()", "p95(", "tags[", "]", "(", ")", ",", "0.5", "e", "+", "-", "*", "/", " ", "level", "percentile(a, ", "\0", "😀", "\ud800", "1e5", "."];
        for (var number = 0; number < 100_000; number++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            var result = FieldParser.Parse(text);
            Assert.True(result.Field is null != result.Error is null, text);
        }
    }

    [Theory]
    [InlineData("-count()", 1, true)]
    [InlineData("count()", 1, false)]
    [InlineData("-count( )", 1, true)]
    [InlineData("percentile(x,0.50)", 3, false)]
    [InlineData("p50(x)", 3, false)]
    [InlineData("-equation|count()/2", 2, true)]
    [InlineData("level", 0, false)]
    [InlineData("-odd", 4, false)]
    public void FindSort_OfWhatIsSelected_IsFound(string entry, int index, bool descending)
    {
        var fields = new FieldList(["level", "count()", "equation|count() / 2", "percentile(x, 0.5)", "-odd"]);

        Assert.Equal(new SortEntry(index, descending), fields.FindSort(entry));
    }

    [Fact]
    public void FindSort_OfWhatIsNot_IsNot()
    {
        var groups = new FieldList(["level", "count()"]);
        Assert.Null(groups.FindSort("title"));
        Assert.Null(groups.FindSort("timestamp"));
        Assert.Null(groups.FindSort("--count()"));
        Assert.Null(groups.FindSort("count_unique(level)"));
        Assert.Equal(new SortEntry(SortEntry.ByTime, Descending: true), new FieldList(["level"]).FindSort("-timestamp"));
        Assert.Equal("-count()", groups.DefaultSort);
        Assert.Equal("-timestamp", new FieldList(["level"]).DefaultSort);
        Assert.Equal("-equation|1/count()", new FieldList(["level", "equation|1/count()", "count()"]).DefaultSort);
    }
}
