using System.Text;
using System.Text.Json;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Formats;
using DataExport.Tests.Support;

namespace DataExport.Tests.Core.Exports;

/// <summary>CSV, TSV and JSON Lines: byte for byte where the form is short, and read back by other readers.</summary>
public sealed class FormatTests : IAsyncDisposable
{
    private static readonly string[] Awkward =
    [
        "plain", "with,comma", "with\ttab", "with;semicolon", "with|pipe", "quote\"inside", "\"", "\"\"", "line\nfeed", "carriage\rreturn", "both\r\n", "\n", " leading", "trailing ", " ",
        "😀", "ключ", "e\u0301", "\u2028", "\u0001\u001f", "a\0b", "12345678901234567890", "-10", "1.10", "=1+1", "'", "\\", "\\n", "null", "true", "\u200F",
    ];

    private readonly TemporaryStore _store = new();

    [Fact]
    public async Task Csv_Header_IsWrittenAlwaysAndOnlyWhatNeedsQuotesHasThem()
    {
        await _store.AddAsync(Sample.Event(message: "a b", tags: [("k,1", "x\"y"), ("n", "1")]));

        Assert.Equal("message,\"tags[k,1]\",n,dist\r\na b,\"x\"\"y\",1,\r\n", Write(new ExportOptions(), "", "message", "tags[k,1]", "n", "dist"));
        Assert.Equal("message,n\r\n", Write(new ExportOptions(), "nothing", "message", "n"));
    }

    [Fact]
    public async Task Csv_OnlyCellEmpty_IsQuoted()
    {
        await _store.AddAsync(Sample.Event(message: null), Sample.Event(message: "x", timestamp: Sample.Noon - 1));

        Assert.Equal("message\r\n\"\"\r\nx\r\n", Write(new ExportOptions(), "", "message"));
        Assert.Equal("message\r\n\"\"\r\nx\r\n", Write(new ExportOptions { Format = "tsv" }, "", "message"));
        Assert.Equal("message,dist\r\n,\r\nx,\r\n", Write(new ExportOptions(), "", "message", "dist"));
    }

    [Theory]
    [InlineData("csv", ",")]
    [InlineData("csv", ";")]
    [InlineData("csv", "|")]
    [InlineData("csv", "\t")]
    [InlineData("csv", " ")]
    [InlineData("csv", "'")]
    [InlineData("csv", "\\")]
    [InlineData("csv", "-")]
    [InlineData("csv", "=")]
    [InlineData("csv", "~")]
    [InlineData("csv", ".")]
    [InlineData("tsv", ",")]
    public async Task Separated_AwkwardValues_AreReadBack(string format, string delimiter)
    {
        await _store.AddAsync(Awkward.Select((text, index) => Sample.Event(timestamp: Sample.Noon - index, message: text, tags: [(text, "here"), ("value", text)])));
        string[] fields = ["message", "value", "dist", .. Awkward.Take(18).Select(text => $"tags[{text}]")];

        var text = Write(new ExportOptions { Format = format, Delimiter = delimiter }, "", fields);
        var records = CsvText.Read(text, format == "tsv" ? '\t' : delimiter[0]);

        Assert.Equal(fields, records[0]);
        var expected = Awkward.Select((value, row) => string.Join('¦', [value, value, "", .. Awkward.Take(18).Select((_, column) => column == row ? "here" : "")]));
        Assert.Equal(expected, records.Skip(1).Select(record => string.Join('¦', record)));
    }

    [Fact]
    public async Task Csv_Bom_StandsOnceAtTheStart()
    {
        await _store.AddAsync(Sample.Event(message: "x"));

        Assert.Equal("\uFEFFmessage\r\nx\r\n", Write(new ExportOptions { Bom = true }, "", "message"));
    }

    [Fact]
    public async Task Csv_SpreadsheetSafe_GuardsCellsAndHeadersButNoNumbers()
    {
        await _store.AddAsync(Sample.Event(message: "=1,2", tags: [("=k", "-10"), ("a", "'x")]));

        Assert.Equal("message,'=k,a,project.id\r\n\"'=1,2\",-10,''x,1\r\n", Write(new ExportOptions { SpreadsheetSafe = true }, "", "message", "=k", "a", "project.id"));
        Assert.Equal("message,=k,a,project.id\r\n\"=1,2\",-10,'x,1\r\n", Write(new ExportOptions(), "", "message", "=k", "a", "project.id"));
    }

    [Fact]
    public async Task JsonLines_Row_HasKeysInOrderAndTypes()
    {
        var made = Sample.Event(message: "a\n\"b\" é/<", tags: [("number", "12345678901234567890"), ("k\"", "v")]);
        made.ErrorHandled = false;
        await _store.AddAsync(made);

        Assert.Equal(
            """{"project.id":1,"message":"a\n\"b\" é/<","error.handled":false,"dist":null,"number":"12345678901234567890","tags[k\"]":"v","timestamp":"2026-11-21T12:00:00.000000Z"}""" + "\n",
            Write(new ExportOptions { Format = "jsonl", Bom = true, SpreadsheetSafe = true }, "", "project.id", "message", "error.handled", "dist", "number", "tags[k\"]", "timestamp"));
        Assert.Equal("", Write(new ExportOptions { Format = "jsonl" }, "nothing", "id"));
    }

    [Fact]
    public async Task Numbers_OfTheSender_KeepTheirTextAndAreNumbersInJson()
    {
        var made = Sample.Event(message: "m");
        made.Extra = """{"price": 1.10, "big": 12345678901234567890, "small": -1.5E-10, "list": [1, {"a": "b"}], "yes": true, "text": "-1"}""";
        await _store.AddAsync(made);
        string[] fields = ["extra.price", "extra.big", "extra.small", "extra.yes", "extra.text", "extra.none", "extra.list"];

        Assert.Equal(
            string.Join(',', fields) + "\r\n" + "1.10,12345678901234567890,-1.5E-10,true,-1,,\"[1,{\"\"a\"\":\"\"b\"\"}]\"\r\n",
            Write(new ExportOptions { SpreadsheetSafe = true }, "", fields));
        Assert.Equal(
            """{"extra.price":1.10,"extra.big":12345678901234567890,"extra.small":-1.5E-10,"extra.yes":true,"extra.text":"-1","extra.none":null,"extra.list":"[1,{\"a\":\"b\"}]"}""" + "\n",
            Write(new ExportOptions { Format = "jsonl" }, "", fields));
    }

    [Fact]
    public async Task Numbers_OfTheSender_AreNumbersInGroupsToo()
    {
        var made = Sample.Event(message: "m");
        made.Extra = """{"price": 1.10, "yes": true, "text": "-1"}""";
        await _store.AddAsync(made);

        Assert.Equal(
            """{"extra.price":1.10,"extra.yes":true,"extra.text":"-1","extra.none":null,"count()":1}""" + "\n",
            Write(new ExportOptions { Format = "jsonl" }, "", "extra.price", "extra.yes", "extra.text", "extra.none", "count()"));
        Assert.Equal("extra.price,extra.text,count()\r\n1.10,-1,1\r\n", Write(new ExportOptions { SpreadsheetSafe = true }, "", "extra.price", "extra.text", "count()"));
    }

    [Fact]
    public async Task Columns_NamedTwice_AreTwiceButForJsonWhereNamesDiffer()
    {
        await _store.AddAsync(Sample.Event(message: "m", tags: ("plan", "free")));

        Assert.Equal("""{"message":"m","plan":"free","tags[plan]":"free"}""" + "\n", Write(new ExportOptions { Format = "jsonl" }, "", "message", "plan", "message", "tags[plan]"));
        Assert.Equal("message,plan,message\r\nm,free,m\r\n", Write(new ExportOptions(), "", "message", "plan", "message"));
        Assert.Equal("""{"count()":1,"level":"error"}""" + "\n", Write(new ExportOptions { Format = "jsonl" }, "", "count()", "level", "count()", "level"));
    }

    [Fact]
    public async Task Csv_BomAndSpreadsheetSafe_GuardBehindTheMark()
    {
        await _store.AddAsync(Sample.Event(message: "=x", tags: [("=k", "\uFF0B1")]));

        Assert.Equal(
            "\uFEFF'=k;message\r\n'\uFF0B1;'=x\r\n",
            Write(new ExportOptions { Bom = true, SpreadsheetSafe = true, Delimiter = ";" }, "", "=k", "message"));
        Assert.Equal("\uFEFFdist\r\n\"\"\r\n", Write(new ExportOptions { Bom = true, SpreadsheetSafe = true }, "", "dist"));
    }

    [Fact]
    public async Task JsonLines_AwkwardValues_AreReadBackALineEach()
    {
        await _store.AddAsync(Awkward.Select((text, index) => Sample.Event(timestamp: Sample.Noon - index, message: text, tags: [("value", text)])));

        var lines = Write(new ExportOptions { Format = "jsonl" }, "", "message", "value").Split('\n');

        Assert.Equal("", lines[^1]);
        Assert.Equal(Awkward.Select(text => (text, text)), lines[..^1].Select(line => JsonElement.Parse(line)).Select(row => (row.GetProperty("message").GetString()!, row.GetProperty("value").GetString()!)));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private string Write(ExportOptions options, string search, params string[] fields)
    {
        using var target = new MemoryStream();
        using var reader = _store.Open(TemporaryStore.Query(search, fields));
        using (var writer = ExportFormat.CreateWriter(options, fields, target))
        {
            writer.WriteHeader();
            while (reader.Read())
            {
                writer.WriteRow(reader);
            }

            // All of the row is there, without disposing of the writer first.
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(target.ToArray());
        }
    }
}
