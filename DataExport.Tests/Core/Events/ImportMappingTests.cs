using DataExport.Core.Events.Importing;

namespace DataExport.Tests.Core.Events;

/// <summary>The JSON of a mapping (INGEST: From a file).</summary>
public sealed class ImportMappingTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Parse_Nothing_IsByName(string? json) => Assert.True(Valid(json).IsByName);

    [Fact]
    public void Parse_EveryKind_ComesBackAsJson()
    {
        const string json = """{"timestamp":["Date","Time"],"message":"Content","environment":"=production","release":["=x"],"timestampFormat":"yyyy-MM-dd HH:mm:ss,fff"}""";

        var mapping = Valid(json);

        Assert.Equal(json, mapping.ToJson());
        Assert.Equal(["Date", "Time"], mapping.Targets["timestamp"].Columns);
        Assert.Equal("production", mapping.Targets["environment"].Constant);
        Assert.Equal(["=x"], mapping.Targets["release"].Columns);
        Assert.Equal("yyyy-MM-dd HH:mm:ss,fff", mapping.TimestampFormat);
    }

    [Theory]
    [InlineData("{", "The mapping is not valid JSON (line 1, character 2).")]
    [InlineData("[]", """The mapping must be a JSON object such as {"message": "Content"}.""")]
    [InlineData("null", """The mapping must be a JSON object such as {"message": "Content"}.""")]
    [InlineData("""{"message": 1}""", "\"message\" must be a column, a list of columns, or \"=\" and a constant.")]
    [InlineData("""{"message": []}""", "\"message\" must be a column, a list of columns, or \"=\" and a constant.")]
    [InlineData("""{"message": ["a", 1]}""", "\"message\" must be a column, a list of columns, or \"=\" and a constant.")]
    [InlineData("""{"message": "a", "message": "b"}""", "\"message\" is there twice.")]
    [InlineData("""{"timestamp": "a", "timestampFormat": 1}""", "\"timestampFormat\" must be a text such as \"yyyy-MM-dd HH:mm:ss\".")]
    [InlineData("""{"timestamp": "a", "timestampFormat": "%"}""", "\"timestampFormat\": \"%\" is no .NET date format with a day and a month.")]
    [InlineData("""{"message": "a", "timestampFormat": "yyyy-MM-dd"}""", "\"timestampFormat\" is there, but \"timestamp\" is not.")]
    [InlineData("""{"event_id": "=1"}""", "\"event_id\" cannot be a constant: an id belongs to one event.")]
    [InlineData("""{"timestamp": "=soon"}""", "\"timestamp\": \"soon\" is no ISO 8601 time and no epoch seconds or milliseconds; give timestampFormat.")]
    [InlineData("""{"message": "\ud800"}""", "The mapping holds half of a surrogate pair, which is no text.")]
    public void Parse_Wrong_SaysWhat(string json, string expected) => Assert.Equal([expected], Problems(json));

    [Fact]
    public void Parse_UnknownTargets_NamesEach()
    {
        var problems = Problems("""{"Message": "a", "severity": "b"}""");

        Assert.Equal(2, problems.Count());
        Assert.StartsWith("\"Message\" is no target. Targets: timestamp, message, level,", problems.First(), StringComparison.Ordinal);
    }

    private static ImportMapping Valid(string? json) => Assert.IsType<MappingResult.Valid>(ImportMapping.Parse(json)).Mapping;

    private static IEnumerable<string> Problems(string json) =>
        Assert.IsType<MappingResult.Invalid>(ImportMapping.Parse(json)).Problems.Select(problem => problem.Message);
}
