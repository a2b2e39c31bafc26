using System.Globalization;
using System.Text;
using DataExport.Core.Events;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.Reading;

namespace DataExport.Tests.Core.Queries;

/// <summary>What contexts and extra data hold keeps its type when it is sorted, grouped and aggregated; every expected value was found by hand.</summary>
public sealed class TypedValueTests : IAsyncDisposable
{
    // In ascending order; what stands on one line is equal as a number. The place of the absent ones is before all.
    private static readonly string[][] Ordered =
    [
        ["-1e400"], ["-12345678901234567891"], ["-12345678901234567890"], ["-10"], ["-9.5"], ["-1"], ["-0.001"], ["-1e-400"], ["0", "-0.0"], ["1e-400"], ["0.1"], ["0.1000000000000000000001"],
        ["1", "1.0", "10e-1"], ["1.5", "1.50"], ["9"], ["10"], ["1001"], ["9007199254740992"], ["9007199254740993"], ["9007199254740993.5"], ["9223372036854775807"], ["9223372036854775808"],
        ["1e30"], ["1e400"], ["1.1e400"],
        ["\"!\""], ["\"1\""], ["\"10\""], ["\"9\""], ["[10]"], ["[1]", "\"[1]\""], ["\"a\""], ["\"true\""], ["{\"a\":1}"], ["\"é\""], ["\"😀\""], ["false"], ["true"],
    ];

    private readonly TemporaryStore _store = new();

    [Fact]
    public async Task Sort_TypedValues_AreInOrderOfTypesAndThenOfValues()
    {
        await AddAsync(Shuffled());

        var ascending = Column("extra.v", "extra.v");
        var descending = Column("extra.v", "-extra.v");

        Assert.Equal(Ordered.SelectMany(equal => equal).Select(value => value.Trim('"')).Concat(["", "", ""]).Order(StringComparer.Ordinal), ascending.Select(cell => cell.Text).Order(StringComparer.Ordinal));
        Assert.Equal(ascending.Select(Rank).Order(), ascending.Select(Rank));
        Assert.Equal(descending.Select(Rank).OrderDescending(), descending.Select(Rank));
        Assert.Equal(Column("contexts.c.v", "contexts.c.v").Select(Rank).Order(), Column("contexts.c.v", "contexts.c.v").Select(Rank));
    }

    [Fact]
    public async Task Sort_EqualNumbers_GoOnWithTheNextOrder()
    {
        await AddAsync("1.0", "1", "10e-1", "1.00", "2");

        // The latest first, and each came a microsecond after the one before.
        Assert.Equal(["1.00", "10e-1", "1", "1.0", "2"], Column("extra.v", "extra.v").Skip(3).Select(cell => cell.Text));
        Assert.Equal(["1.0", "1", "10e-1", "1.00", "2"], Column("extra.v", "extra.v", "timestamp").Skip(3).Select(cell => cell.Text));
    }

    [Fact]
    public async Task Sort_ReadOnFromEachKey_IsTheSameOrder()
    {
        await AddAsync(Shuffled());
        var query = TemporaryStore.Query("", "extra.v") with { Sort = ["-extra.v"] };
        var whole = Cells(query);

        for (var row = 1; row < whole.Count; row++)
        {
            Assert.Equal(whole.Skip(row), Cells(query, new RowKey(0, row)));
        }
    }

    [Fact]
    public async Task Groups_OfTypedValues_KeepTypeAndText()
    {
        await AddAsync(["1", "1", "\"1\"", "1.0", "true", "\"true\"", "null", "\"\"", "[1]", "\"[1]\"", "12345678901234567890", "1e9999999999"]);

        Assert.Equal(
            [
                (CellKind.Null, "", 5), (CellKind.Number, "1", 2), (CellKind.Number, "1.0", 1), (CellKind.Number, "12345678901234567890", 1), (CellKind.Text, "1", 1), (CellKind.Text, "[1]", 2),
                (CellKind.Text, "true", 1), (CellKind.Boolean, "true", 1), (CellKind.Number, "1e9999999999", 1),
            ],
            Groups(TemporaryStore.Query("", "extra.v", "count()") with { Sort = ["extra.v"] }));
        Assert.Equal((CellKind.Number, "1e9999999999", 1), Groups(TemporaryStore.Query("", "extra.v", "count()") with { Sort = ["-extra.v"] })[0]);
        Assert.Equal("8", _store.Rows(TemporaryStore.Query("", "count_unique(extra.v)"))[0][0]);
        Assert.Equal(9, _store.Runner.Count(TemporaryStore.Query("", "extra.v", "count()"), new QueryBounds(_store.Store.CutOff, TemporaryStore.Slugs), CancellationToken.None));
    }

    [Fact]
    public async Task Groups_TopByExtra_AreThoseWithTheGreatestNumber()
    {
        await AddAsync("1", "10", "1001", "9", "2");

        Assert.Equal(["1001", "10", "9"], Groups(TemporaryStore.Query("", "extra.v", "count()") with { Sort = ["-extra.v"] }).Take(3).Select(row => row.Item2));
        Assert.Equal((CellKind.Number, "1", 8), Groups(TemporaryStore.Query("", "any(extra.v)", "count()")).Single());
    }

    [Theory]
    [InlineData("9007199254740993", "9007199254740992", "9007199254740993")]
    [InlineData("12345678901234567890", "12345678901234567889", "12345678901234567890")]
    [InlineData("1.10", "-1.50", "1.1")]
    [InlineData("1e400", "5", "1E+400")]
    [InlineData("1.25e-300", "0", "1.25E-300")]
    [InlineData("0.00001234", "0", "0.00001234")]
    [InlineData("1e41", "1", "1E+41")]
    [InlineData("-1e3", "-1e41", "-1000")]
    [InlineData("1e20", "1", "100000000000000000000")]
    [InlineData("\"007\"", "6.999", "7")]
    [InlineData("123456789012345678901234567890", "1", "123456789012345678901234567890")]
    public async Task Greatest_IsExact(string greater, string less, string shown)
    {
        await AddAsync(less, greater, "\"n/a\"", "true", "[99]");

        var row = _store.Rows(TemporaryStore.Query("", "max(extra.v)", "min(contexts.c.v)", "max(tags[v])"))[0];
        Assert.Equal((shown, shown), (row[0], row[2]));
        Assert.Equal(less switch { "-1.50" => "-1.5", "-1e41" => "-1E+41", _ => less }, row[1]);
    }

    [Fact]
    public async Task Aggregates_OfNumbersTooLarge_AreNothing()
    {
        await AddAsync("1e400", "1", "2", "3");

        Assert.Equal<string?>(
            ["4", null, null, "2.5", null, "1", "1E+400", null, null, "3"],
            _store.Rows(TemporaryStore.Query(
                "has:extra.v", "count()", "sum(extra.v)", "avg(extra.v)", "p50(extra.v)", "percentile(extra.v, 1)", "percentile(extra.v, 0)", "max(extra.v)", "equation|max(extra.v) - 1",
                "equation|1 / sum(extra.v)", "equation|min(extra.v) + 2"))[0].ToList());
        Assert.Equal("6", _store.Rows(TemporaryStore.Query("extra.v:<1e300", "sum(extra.v)"))[0][0]);
        Assert.Equal([[null, "1e400"], ["1", "1"]], _store.Rows(TemporaryStore.Query("extra.v:[1,1e400]", "sum(extra.v)", "extra.v") with { Sort = ["sum(extra.v)"] }));
    }

    [Fact]
    public async Task Sum_OfInfinitiesInOneProjectOfTwo_IsNothing()
    {
        await AddAsync("1e400", "-1e400");
        await _store.AddAsync(Made(7, """{"v": 5}""", "5", project: 2));

        Assert.Equal<string?>([null, null, "5"], _store.Rows(TemporaryStore.Query("", "sum(extra.v)", "avg(tags[v])", "p50(extra.v)"))[0].ToList());
        Assert.Equal<string?>([null, null], _store.Rows(TemporaryStore.Query("", "sum(extra.v)", "avg(tags[v])"))[0].ToList());
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static IEnumerable<string> Shuffled()
    {
        var values = Ordered.SelectMany(equal => equal).ToArray();
        new Random(5).Shuffle(values);
        return values;
    }

    private static int Rank((CellKind Kind, string Text) cell) => cell.Kind == CellKind.Null
        ? -1
        : Array.FindIndex(Ordered, line => line.Contains(cell.Kind == CellKind.Text && cell.Text[0] is not ('[' or '{') ? $"\"{cell.Text}\"" : cell.Text));

    private Task AddAsync(params IEnumerable<string> values)
    {
        var events = values.Select((value, index) => Made(index, $$"""{"v": {{value}}}""", value.Trim('"'))).ToList();
        return _store.AddAsync([.. events, Made(1000, "{}", ""), Made(1001, """{"v": null}""", ""), Made(1002, """{"v": ""}""", "")]);
    }

    private static NewEvent Made(long offset, string extra, string tag, int project = 1)
    {
        var made = Sample.Event(project, Sample.Noon + offset, "m", ("v", tag));
        (made.Extra, made.Contexts) = (extra, $$"""{"c": {{extra}}}""");
        return made;
    }

    private List<(CellKind Kind, string Text)> Column(string field, params string[] sort) => Cells(TemporaryStore.Query("", field, "timestamp") with { Sort = sort });

    private List<(CellKind Kind, string Text)> Cells(DiscoverQuery query, RowKey? after = null) => [.. Rows(query, after).Select(row => row[0])];

    private List<(CellKind, string, int)> Groups(DiscoverQuery query) =>
        [.. Rows(query, null).Select(row => (row[0].Kind, row[0].Text, int.Parse(row[1].Text, CultureInfo.InvariantCulture)))];

    private List<(CellKind Kind, string Text)[]> Rows(DiscoverQuery query, RowKey? after)
    {
        using var reader = _store.Open(query, after: after);
        var rows = new List<(CellKind, string)[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.ColumnCount).Select(column => Copy(reader.Cell(column)))]);
        }

        return rows;
    }

    private static (CellKind, string) Copy(Cell cell) => (cell.Kind, Encoding.UTF8.GetString(cell.Utf8));
}
