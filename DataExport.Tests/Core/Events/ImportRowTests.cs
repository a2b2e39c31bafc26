using System.Text;
using DataExport.Core.Events.Importing;
using DataExport.Tests.Support;

namespace DataExport.Tests.Core.Events;

/// <summary>What rows become, by their mapping (INGEST: From a file).</summary>
public sealed class ImportRowTests : IAsyncLifetime
{
    private EventStoreHome _home = null!;

    public ValueTask InitializeAsync()
    {
        _home = new EventStoreHome();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _home.DisposeAsync();

    [Fact]
    public Task Import_WithoutMapping_TakesColumnsByName() => ExpectAsync(
        """
        timestamp,message,level,logger,environment,release,dist,transaction,server_name,platform,culprit,error.type,error.value,user.id,user.email,user.username,user.ip,other
        1133671664,m,debug,l,staging,r,d,t,s,p,c,E,v,1,e@x,u,10.0.0.1,o
        """,
        null,
        """
        SELECT timestamp, message, level, logger, environment, release, dist, "transaction", server_name, platform, culprit, error_type, error_value,
            user_id, user_email, user_username, user_ip, tags, title FROM events
        """,
        """1133671664000000|m|debug|l|staging|r|d|t|s|p|c|E|v|1|e@x|u|10.0.0.1|{"other":"o"}|E: v""");

    [Fact]
    public async Task Import_NothingMapped_TakesDefaults()
    {
        var before = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1000;

        await ExpectAsync("a,b\n1,\n", "{}", "SELECT level, environment, message, tags, timestamp = received FROM events", """error|production|-|{"a":"1"}|1""");

        Assert.InRange(long.Parse(_home.Query("SELECT timestamp FROM events")[0], System.Globalization.CultureInfo.InvariantCulture), before, long.MaxValue);
    }

    [Fact]
    public Task Import_WithMapping_LeavesOtherNamesToTags() => ExpectAsync(
        "message,text\nm,t\n", """{"message": "text"}""", "SELECT message, tags FROM events", """t|{"message":"m"}""");

    [Fact]
    public Task Import_ListAndConstant_AreJoinedAndSet() => ExpectAsync(
        "d,t,a,b\n2017-05-16,00:00:00.008,x,\n2017-05-16,1:2,,\n2017-05-17,00:00,,y\n",
        """{"timestamp": ["d", "t"], "message": ["a", "b"], "environment": "=qa", "level": "=warn"}""",
        "SELECT timestamp, message, environment, level, tags FROM events ORDER BY id",
        [new ImportError(3, "d + t", "\"2017-05-16 1:2\" is no ISO 8601 time and no epoch seconds or milliseconds; give timestampFormat.")],
        "1494892800008000|x |qa|warning|-",
        "1494979200000000| y|qa|warning|-");

    [Fact]
    public Task Import_Levels_AreFoldedAndKept() => ExpectAsync(
        "level\nwarn\nWARNING\nsevere\nnotice\ntrace\nemerg\ninfo\nINFO\nweird\n error\n",
        null,
        "SELECT level, json_extract(tags, '$.level_original') FROM events ORDER BY id",
        "warning|warn", "warning|WARNING", "error|severe", "info|notice", "debug|trace", "fatal|emerg", "info|-", "info|INFO", "info|weird", "error| error");

    [Fact]
    public Task Import_EmptyTime_IsLeftOut() => ExpectAsync(
        "t,m\n1,a\n,b\n3,c\n",
        """{"timestamp": "t", "message": "m"}""",
        "SELECT message FROM events ORDER BY id",
        [new ImportError(3, "t", "An empty cell is no ISO 8601 time and no epoch seconds or milliseconds; give timestampFormat.")],
        "a",
        "c");

    [Theory]
    [InlineData(null, "9999-12-31T23:59:59-05:00")]
    [InlineData(null, "0001-01-01T00:00:00+14:00")]
    [InlineData(null, "999999999999999999999")]
    [InlineData(null, "-1e400")]
    [InlineData("yyyy-MM-ddTHH:mm:sszzz", "9999-12-31T23:59:59-05:00")]
    [InlineData("zzz HH:mm:ss dd.MM.yyyy", "+14:00 00:00:00 01.01.0001")]
    public Task Import_TimeOutsideTheCalendar_IsLeftOutAndSaysSo(string? format, string time) => ExpectAsync(
        $"t,m\n{(format is null ? "1" : new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).ToString(format, System.Globalization.CultureInfo.InvariantCulture))},a\n{time},b\n",
        format is null ? """{"timestamp": "t", "message": "m"}""" : $$"""{"timestamp": "t", "message": "m", "timestampFormat": "{{format}}"}""",
        "SELECT message FROM events",
        [new ImportError(3, "t", $"\"{time}\" is out of range: in UTC, times go from the year 1 to the year 9999.")],
        "a");

    [Fact]
    public Task Import_Fingerprint_GroupsAndIsKept() => ExpectAsync(
        "id,m\nE1,a\nE2,b\nE1,c\n",
        """{"fingerprint": "id", "message": "m"}""",
        "SELECT message, payload, (SELECT times_seen FROM issues WHERE id = issue_id) FROM events ORDER BY id",
        """a|{"fingerprint":["E1"]}|2""", """b|{"fingerprint":["E2"]}|1""", """c|{"fingerprint":["E1"]}|2""");

    [Fact]
    public async Task Import_EventIdTwice_IsStoredOnce()
    {
        const string file = "event_id,message\n0123456789abcdef0123456789ABCDEF,a\n01234567-89ab-cdef-0123-456789abcdee,b\n,c\n";
        await ExpectAsync(file, null, "SELECT lower(hex(event_id)), message FROM events WHERE message <> 'c' ORDER BY id", "0123456789abcdef0123456789abcdef|a", "0123456789abcdef0123456789abcdee|b");

        var (again, _) = await _home.ImportAsync(Encoding.UTF8.GetBytes(file));

        Assert.Equal((1, 2), (again!.Imported, again.Rejected));
        Assert.Equal(new ImportError(2, "event_id", "The project has an event 0123456789abcdef0123456789abcdef already."), again.Errors[0]);
    }

    [Fact]
    public async Task Import_SameFileTwice_MakesTwoSets()
    {
        await _home.ImportAsync("message\na\n"u8.ToArray());
        await ExpectAsync("message\na\n", null, "SELECT message FROM events", "a", "a");
    }

    [Fact]
    public Task Import_BadRows_AreLeftOutWithTheirLines() => ExpectAsync(
        "a,message\n1,\"two\nlines\"\n1,x,2\n1,\"y\"z\n1,ok\n1,ok\n1,ok\n",
        null,
        "SELECT message FROM events ORDER BY id",
        [new ImportError(4, null, "The row has 3 cells where the header has 2."), new ImportError(5, null, "The row has text after a closing quote.")],
        "two\nlines", "ok", "ok", "ok");

    [Fact]
    public async Task Import_ManyBadRowsLate_KeepsTheFirstHundredErrors()
    {
        var file = "m,t\n" + string.Concat(Enumerable.Repeat("x,1\n", 1500)) + string.Concat(Enumerable.Repeat("x\n", 3000));

        var (import, _) = await _home.ImportAsync(Encoding.UTF8.GetBytes(file));

        Assert.Equal((1500, 3000, 100), (import!.Imported, import.Rejected, import.Errors.Count));
        Assert.Equal(Enumerable.Range(1502, 100).Select(line => (long)line), import.Errors.Select(error => error.Line));
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "a, b")]
    [InlineData("{\"a\": 1}\n{\"b\": 2}\n", "a, b")]
    public async Task Import_ColumnThatTheFileLacks_IsRefused(string file, string columns)
    {
        var (import, problems) = await _home.ImportAsync(Encoding.UTF8.GetBytes(file), """{"message": "Content"}""");

        Assert.Null(import);
        Assert.Equal([new ImportProblem(ImportProblem.Mapping, $"\"message\": the file has no column \"Content\". Its columns: {columns}.")], problems);
    }

    [Fact]
    public async Task Import_Rows_GetIdsInTheOrderOfTheFile()
    {
        var rows = Enumerable.Range(0, 5000).Select(number => $"{number}").ToArray();

        await _home.ImportAsync(Encoding.UTF8.GetBytes("message\n" + string.Join('\n', rows)));

        Assert.Equal(rows, _home.Query("SELECT message FROM events ORDER BY id"));
    }

    [Fact]
    public async Task Preview_File_ShowsRowsAndStoresNothing()
    {
        using var draft = await _home.ReceiveAsync(Encoding.UTF8.GetBytes("t,Content\nsoon,x\n" + string.Concat(Enumerable.Repeat("5,m\n", 100))));
        var mapping = Assert.IsType<MappingResult.Valid>(ImportMapping.Parse("""{"timestamp": "t", "message": "Content"}""")).Mapping;

        var preview = await _home.Imports.PreviewAsync(draft, mapping, CancellationToken.None);

        Assert.Equal(["t", "Content"], preview.Columns);
        Assert.Equal((19, 1), (preview.Events.Count, preview.Errors.Count));
        Assert.Equal((5_000_000, "m"), (preview.Events[0].Timestamp, preview.Events[0].Message));
        Assert.Equal(["0"], _home.Query("SELECT count(*) FROM events"));
    }

    private Task ExpectAsync(string file, string? mapping, string query, params string[] expected) => ExpectAsync(file, mapping, query, [], expected);

    private async Task ExpectAsync(string file, string? mapping, string query, ImportError[] errors, params string[] expected)
    {
        var (import, problems) = await _home.ImportAsync(Encoding.UTF8.GetBytes(file), mapping);

        Assert.Empty(problems);
        Assert.Equal(errors, import!.Errors);
        Assert.Equal(expected, _home.Query(query));
    }
}
