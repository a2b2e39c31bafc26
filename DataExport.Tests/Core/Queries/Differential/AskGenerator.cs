using System.Globalization;

namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>Makes queries, always the same from one seed. Values are mostly taken from an event, so that queries find some.</summary>
internal sealed class AskGenerator(IReadOnlyList<ModelEvent> events, int seed)
{
    private static readonly string[] TextColumns =
    [
        "title", "message", "culprit", "logger", "type", "platform", "environment", "release", "dist", "transaction", "server_name", "error.type",
        "error.value", "user", "user.id", "user.email", "user.username", "user.ip", "sdk.name", "sdk.version", "http.method", "http.url",
    ];

    private static readonly string[] OtherColumns =
        ["id", "timestamp", "received", "project", "project.id", "issue", "issue.id", "level", "error.handled"];

    private static readonly string[] Operators = [">", ">=", "<", "<="];
    private static readonly string[] States = ["unresolved", "resolved", "ignored"];
    private static readonly string[] BareTags = ["host", "plan", "a.b", "ключ", "n", "star*", "back\\slash", "$.a'"];
    private static readonly string[] Operands = ["0", "1", "1.1", "-1", "1000", "999.99", "12345678901234567890", "1e3", "150ms", "1.5s", "2h", "1d", "0.5min"];

    private readonly Random _random = new(seed);

    public AskedQuery Next()
    {
        var query = Make();
        // A search may only name projects, and issues of projects, that are the query's.
        return query.SearchText.Contains("project", StringComparison.Ordinal) || query.SearchText.Contains("issue", StringComparison.Ordinal)
            ? query with { Projects = [] }
            : query;
    }

    private AskedQuery Make() => new()
    {
        Fields = [.. Enumerable.Range(0, _random.Next(1, 6)).Select(_ => Column())],
        Search = _random.Next(10) == 0 ? null : Search(_random.Next(4)),
        Style = _random.Next(),
        Projects = _random.Next(3) == 0 ? [.. new[] { 1, 2, 3 }.Where(_ => _random.Next(4) > 0)] : [],
        Environments = _random.Next(5) == 0 ? [_random.Next(2) == 0 ? "staging" : ""] : [],
        Start = _random.Next(5) == 0 ? _random.Next(60) : null,
        End = _random.Next(5) == 0 ? _random.Next(60, 120) : null,
        OldestFirst = _random.Next(4) == 0,
    };

    private Ask Search(int depth)
    {
        var shape = depth == 0 ? 0 : _random.Next(4);
        return shape switch
        {
            1 => new Ask.All(Parts(depth)),
            2 or 3 => new Ask.Any(Parts(depth)),
            _ => _random.Next(4) == 0 ? new Ask.Not(Term()) : Term(),
        };
    }

    private List<Ask> Parts(int depth) => [.. Enumerable.Range(0, _random.Next(2, 4)).Select(_ => Search(depth - 1))];

    private Ask Term() => _random.Next(12) switch
    {
        0 => new Ask.Words(Pattern(Some().Show("message") ?? "x", allowEmpty: false)),
        1 => new Ask.Has(Column()),
        2 => new Ask.Is([.. States.Where((_, index) => index == _random.Next(3)).DefaultIfEmpty("resolved")]),
        3 or 4 => new Ask.Compare(NumberColumn(), Pick(Operators), Pick(Operands)),
        5 => Time(),
        6 => Closed(),
        7 => new Ask.Value("message", [Pattern(Some().Show("message") ?? "", allowEmpty: true)]),
        _ => Values(),
    };

    private Ask.Value Values()
    {
        var column = _random.Next(2) == 0 ? Pick(TextColumns) : JsonColumn();
        return new Ask.Value(column, [.. Enumerable.Range(0, _random.Next(3) == 0 ? _random.Next(1, 4) : 1).Select(_ => Pattern(ValueOf(column), allowEmpty: true))]);
    }

    /// <summary>A column that only certain values can stand in.</summary>
    private Ask Closed()
    {
        var some = Some();
        var column = Pick(["id", "project", "project.id", "issue", "issue.id", "level", "error.handled"]);
        var shown = some.Show(column) ?? "";
        Ask ask = column switch
        {
            "id" or "level" when _random.Next(3) == 0 => new Ask.Value(column, [Pattern(shown, allowEmpty: false)]),
            "issue.id" or "project.id" when _random.Next(2) == 0 => new Ask.Compare(column, Pick(Operators), shown),
            "issue" when _random.Next(2) == 0 => new Ask.Value(column, [AskPattern.Of(shown.ToLowerInvariant())]),
            "project" when _random.Next(2) == 0 => new Ask.Value(column, [new AskPattern([shown[..1], ""])]),
            _ => new Ask.Value(column, [AskPattern.Of(shown)]),
        };
        return IsAllowed(ask) ? ask : new Ask.Value("level", [AskPattern.Of("error")]);
    }

    // A level or an id without a wildcard has to be one.
    private static bool IsAllowed(Ask ask) => ask is not Ask.Value { Column: "id" or "level" } value
        || value.Patterns.All(pattern => pattern.Text is null || (value.Column == "id" ? pattern.Text.Length == 32 : pattern.Text is "fatal" or "error" or "warning" or "info" or "debug"));

    private Ask.Time Time()
    {
        var column = _random.Next(2) == 0 ? "timestamp" : "received";
        var second = _random.Next(120);
        var at = Sample.Noon + (second * 1_000_000L);
        string Iso(string format) => DateTime.UnixEpoch.AddMicroseconds(at).ToString(format, CultureInfo.InvariantCulture);
        var ago = ModelStore.Now - (second * 1_000_000L);
        return _random.Next(9) switch
        {
            0 => new Ask.Time(column, $"-{second}s", ago, long.MaxValue),
            1 => new Ask.Time(column, $"+{second}s", long.MinValue, ago + 1),
            2 => new Ask.Time(column, $">-{second}s", ago + 1, long.MaxValue),
            3 => new Ask.Time(column, Iso("yyyy-MM-dd'T'HH:mm:ss'Z'"), at, at + 1_000_000),
            4 => new Ask.Time(column, Iso("yyyy-MM-dd'T'HH:mm"), at / 60_000_000 * 60_000_000, (at / 60_000_000 * 60_000_000) + 60_000_000),
            5 => new Ask.Time(column, Iso("yyyy-MM-dd'T'HH:mm:ss'.25+00:00'"), at + 250_000, at + 250_001),
            6 => new Ask.Time(column, $">={Iso("yyyy-MM-dd'T'HH:mm:ss'Z'")}", at, long.MaxValue),
            7 => new Ask.Time(column, $"<\"{Iso("yyyy-MM-dd HH:mm:ss")}\"", long.MinValue, at),
            _ => new Ask.Time(column, Iso("yyyy-MM-dd"), at / 86_400_000_000 * 86_400_000_000, (at / 86_400_000_000 * 86_400_000_000) + 86_400_000_000),
        };
    }

    /// <summary>The text, or something like it: cut, with wildcards, in other case, or quite another.</summary>
    private AskPattern Pattern(string text, bool allowEmpty)
    {
        var letters = text.EnumerateRunes().Select(rune => rune.ToString()).ToList();
        string Part(int from, int to) => string.Concat(letters.Skip(from).Take(Math.Max(0, to - from)));
        var cut = _random.Next(letters.Count + 1);
        var pattern = _random.Next(8) switch
        {
            0 => new AskPattern([Part(0, cut), ""]),
            1 => new AskPattern(["", Part(cut, letters.Count)]),
            2 => new AskPattern(["", Part(cut, letters.Count - 1), ""]),
            3 => new AskPattern([Part(0, cut), Part(cut + 1, letters.Count)]),
            4 => AskPattern.Of(text.ToUpperInvariant()),
            5 => AskPattern.Of(Pick(ModelEvents.Texts)),
            _ => AskPattern.Of(text),
        };
        return pattern.Text == "" && !allowEmpty ? AskPattern.Of("x") : pattern;
    }

    private string ValueOf(string column) => Enumerable.Range(0, 5).Select(_ => Some().Show(column)).FirstOrDefault(text => text is not null) ?? "";

    private string Column() => _random.Next(3) switch { 0 => Pick(TextColumns), 1 => Pick(OtherColumns), _ => JsonColumn() };

    private string NumberColumn() => _random.Next(4) switch { 0 => Pick(BareTags), 1 => "issue.id", _ => JsonColumn() } is var column && column != "issue.id" ? column : "tags[n]";

    private string JsonColumn() => _random.Next(6) switch
    {
        0 => Pick(BareTags),
        1 or 2 => $"tags[{Pick(ModelEvents.Keys)}]",
        3 => $"contexts.{(_random.Next(2) == 0 ? "os" : "he said \"x\"")}.{Pick(ModelEvents.Keys)}",
        _ => $"extra.{Pick(ModelEvents.Keys)}",
    };

    private ModelEvent Some() => events[_random.Next(events.Count)];

    private string Pick(string[] values) => values[_random.Next(values.Length)];
}
