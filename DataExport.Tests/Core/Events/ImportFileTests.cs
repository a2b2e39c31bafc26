using System.IO.Compression;
using System.Text;
using DataExport.Core.Events.Importing;
using DataExport.Tests.Support;

namespace DataExport.Tests.Core.Events;

/// <summary>What files look like, and how they are understood (INGEST: From a file).</summary>
public sealed class ImportFileTests : IAsyncLifetime
{
    private const string Tags = "SELECT message, tags FROM events ORDER BY id";
    private EventStoreHome _home = null!;

    public ValueTask InitializeAsync()
    {
        _home = new EventStoreHome();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _home.DisposeAsync();

    [Theory]
    [InlineData("message,a\nhi,1\n")]
    [InlineData("message;a\r\nhi;1\r\n")]
    [InlineData("message\ta\nhi\t1")]
    [InlineData("message|a\nhi|1\n\n\n")]
    [InlineData("\"message\",\"a\"\n\"hi\",\"1\"\n")]
    [InlineData("sep=;\nmessage;a\nhi;1\n")]
    [InlineData("\uFEFFmessage,a\nhi,1\n")]
    [InlineData("{\"message\": \"hi\", \"a\": 1}\n")]
    [InlineData("\uFEFF\n{\"message\": \"h\\u0069\", \"a\": \"1\", \"b\": null, \"c\": \"\"}\r\n\r\n")]
    public async Task Import_AnyKindOfFile_IsUnderstood(string file)
    {
        await ExpectAsync(Encoding.UTF8.GetBytes(file), Tags, """hi|{"a":"1"}""");
        Assert.Empty(_home.Spooled);
    }

    [Fact]
    public Task Import_Gzip_IsUnpacked() => ExpectAsync(Gzip("message,a\nhi,1\n"), Tags, """hi|{"a":"1"}""");

    [Fact]
    public Task Import_OddValues_StayAsTheyAre() => ExpectAsync(
        Encoding.UTF8.GetBytes("message,a\n\" two\r\nlines, \"\"q\"\" 😀 \",  1.10 \n"), "SELECT message, json_extract(tags, '$.a') FROM events", " two\r\nlines, \"q\" 😀 |  1.10 ");

    [Fact]
    public Task Import_QuotesThatEncloseNothing_AreCharacters() => ExpectAsync(
        Encoding.UTF8.GetBytes("message\ta\n\"odd\t1\nit\"s\t2\n"), "SELECT message FROM events ORDER BY id", "\"odd", "it\"s");

    [Fact]
    public Task Import_Nul_IsReplaced() => ExpectAsync(Encoding.UTF8.GetBytes("message,a\nx\0y,1\n"), "SELECT message FROM events", "x\uFFFDy");

    [Fact]
    public Task Import_HalfASurrogatePair_IsReplaced() => ExpectAsync(
        Encoding.UTF8.GetBytes("""{"message": "a\ud83d\ude00b\ud800c\u0000"}"""), "SELECT message FROM events", "a😀b\uFFFDc\uFFFD");

    [Fact]
    public Task Import_JsonNumbersAndLists_KeepTheirText() => ExpectAsync(
        Encoding.UTF8.GetBytes("""{"n": 12345678901234567890.10, "l": [1, "x"], "t": true}"""),
        "SELECT json_extract(tags, '$.n'), json_extract(tags, '$.l'), json_extract(tags, '$.t') FROM events", """12345678901234567890.10|[1, "x"]|true""");

    [Fact]
    public Task Import_ColumnWithoutName_GetsOne() => ExpectAsync(Encoding.UTF8.GetBytes(",message\n0,hi\n"), Tags, """hi|{"column_1":"0"}""");

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData(" \n\n", "The file is empty.")]
    [InlineData("a,b,a\n1,2,3\n", "The header names \"a\" twice (columns 1 and 3).")]
    [InlineData("a,b\n\"0\",0\n1,\"2\n3,4\n", "The quote that opens a value in line 3 is never closed.")]
    [InlineData("a,b\n1,\"2\n3,4\n", "The quote that opens a value in line 2 is never closed.")]
    [InlineData("a,b,c\n1,\"2,3\n4,5,6\n", "The quote that opens a value in line 2 is never closed.")]
    [InlineData("a,b\n1,2\n\"x\ny\",\"z\nq,w\n", "The quote that opens a value in line 4 is never closed.")]
    [InlineData("a,\"b\n1,2\n", "The quotes of the header line do not match.")]
    [InlineData("[{\"a\": 1}]", "The file is a JSON array. Give one object a line (JSON Lines), without the brackets.")]
    [InlineData("PK\u0003\u0004rest", "The file is a ZIP archive or a workbook: unpack it, or save it as CSV.")]
    [InlineData("a,b\n1\n2\n3,4\n", "2 of the first 3 rows cannot be read. Line 2: The row has 1 cell where the header has 2.")]
    [InlineData("{\"a\": 1}\n{oops\n[1]\n", "2 of the first 3 rows cannot be read. Line 2: The row is no valid JSON (at byte 2).")]
    [InlineData("timestamp\nsoon\n", "1 of the first 1 rows cannot be read. Line 2, column timestamp: \"soon\" is no ISO 8601 time and no epoch seconds or milliseconds; give timestampFormat.")]
    public Task Import_Garbage_IsRefused(string file, string expected) => ExpectRefusalAsync(Encoding.UTF8.GetBytes(file), expected);

    [Fact]
    public Task Import_NoUtf8_IsRefusedWithThePlace() =>
        ExpectRefusalAsync([.. "a,b\n1,2\n"u8, 0xff, .. ",3\n"u8], "The file is no UTF-8 text: line 3, byte 8. Save it as UTF-8.");

    [Fact]
    public Task Import_TextThatBreaksOff_IsRefused() =>
        ExpectRefusalAsync([.. "a,b\n1,2\n3,"u8, 0xe2, 0x82], "The file is no UTF-8 text: line 3, byte 12. Save it as UTF-8.");

    [Fact]
    public async Task Import_GzipThatBreaksOff_IsRefused()
    {
        var random = new Random(1);
        var whole = Gzip("message\n" + string.Concat(Enumerable.Range(0, 5000).Select(_ => $"{random.NextInt64()}\n")));

        var (import, problems) = await _home.ImportAsync(whole[..(whole.Length / 2)]);

        Assert.Null(import);
        Assert.StartsWith("The compression is broken after line ", Assert.Single(problems).Message, StringComparison.Ordinal);
        Assert.Equal(["0"], _home.Query("SELECT count(*) FROM events"));
        Assert.Empty(_home.Spooled);
    }

    [Fact]
    public Task Import_GzipOfTwoMembers_IsReadWhole() => ExpectAsync([.. Gzip("message\none\n"), .. Gzip("two\n")], Tags, "one|-", "two|-");

    [Fact]
    public Task Import_GzipPaddedWithZeros_IsReadWhole() => ExpectAsync([.. Gzip("message\none\n"), .. Gzip("two\n"), .. new byte[20_000]], Tags, "one|-", "two|-");

    [Fact]
    public Task Import_GzipThatGoesOnAsSomethingElse_IsRefused()
    {
        var first = Gzip("message\none\n");
        return ExpectRefusalAsync(
            [.. first, .. "two\n"u8],
            $"The compression is broken after line 3 (byte 12 of the text): What begins at byte {first.Length} of the file is no gzip. Compress the file anew.");
    }

    [Fact]
    public Task Import_GzipWhoseSecondMemberBreaksOff_IsRefused()
    {
        var first = Gzip("message\none\n");
        return ExpectRefusalAsync(
            [.. first, .. Gzip("two\n")[..^4]],
            $"The compression is broken after line 4 (byte 16 of the text): The gzip member that begins at byte {first.Length} of the file does not end with its checksum. Compress the file anew.");
    }

    [Fact]
    public Task Import_RecordOverTheLimit_IsRefused() => ExpectRefusalAsync(
        Encoding.UTF8.GetBytes($"a,b\n1,\"{new string('x', 3 << 20)}\"\n"), "The row of line 2 is longer than 1048576 bytes; perhaps a quote in it is never closed.");

    [Fact]
    public async Task Import_JsonLineOverTheLimit_IsLeftOut()
    {
        var file = $$"""
            {"message": "one"}
            {"message": "{{new string('x', 3 << 20)}}"}
            {"message": "three"}
            """;

        var (import, _) = await _home.ImportAsync(Encoding.UTF8.GetBytes(file));

        Assert.Equal([new ImportError(2, null, "The row is longer than 1048576 bytes.")], import!.Errors);
        Assert.Equal(["one", "three"], _home.Query("SELECT message FROM events ORDER BY id"));
    }

    [Fact]
    public async Task Import_BrokenAfterTheFirstThousandRows_StoresNothing()
    {
        byte[] file = [.. Encoding.UTF8.GetBytes("message\n" + string.Concat(Enumerable.Repeat("row\n", 50_000))), 0xff];

        await ExpectRefusalAsync(file, $"The file is no UTF-8 text: line 50002, byte {file.Length - 1}. Save it as UTF-8.");
    }

    private async Task ExpectAsync(byte[] file, string query, params string[] expected)
    {
        var (import, problems) = await _home.ImportAsync(file);

        Assert.Empty(problems);
        Assert.Empty(import!.Errors);
        Assert.Equal(expected, _home.Query(query));
    }

    private async Task ExpectRefusalAsync(byte[] file, string expected)
    {
        var (import, problems) = await _home.ImportAsync(file);

        Assert.Null(import);
        Assert.Equal([new ImportProblem(ImportProblem.File, expected)], problems);
        Assert.Equal(["0|0"], _home.Query("SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM imports)"));
        Assert.Empty(_home.Spooled);
    }

    private static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}
