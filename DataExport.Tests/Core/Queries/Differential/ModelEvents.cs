using System.Globalization;
using System.Text.Json;
using DataExport.Core.Events;

namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>Makes the events of the model, always the same from one seed, and turns them into events of the store.</summary>
internal static class ModelEvents
{
    /// <summary>Texts that have gone wrong in other searches.</summary>
    public static readonly string[] Texts =
    [
        "db-1", "DB-1", "db-2", "a*b", "axb", "a\\b", "tail\\", "\\\\server\\share", "50%", "5_0", "x y", " x ", "ärger", "ÄRGER", "f(x)", "[x]", "a,b", ">5", "\"q\"", "it's", "😀", "line\nbreak", "ключ",
        "-24h", "null", "true", "!no", "OR", "a:b", "\u212A", "k", "\uFFFD", "\t",
    ];

    /// <summary>Numbers and durations, and what only looks like one.</summary>
    public static readonly string[] Numbers =
    [
        "1", "01", "1.0", "1.10", "1.1", "-1", "+2", "0", "-0.0", "10", "9", "1e3", "1000", "0.001", "12345678901234567890", "12345678901234567891", "150ms", "1.5s", "1500", "2h", "1d", "1.", ".5", "1e", "1 ", "NaN",
    ];

    /// <summary>Keys of tags, contexts' values and extras.</summary>
    public static readonly string[] Keys =
        ["host", "plan", "a.b", "a b", "he said \"x\"", "back\\slash", "ключ", "level", "has", "is", "$.a'", "x\") OR 1=1--", "a]b[", "n", "star*"];

    // Whole numbers around what a floating-point number can tell apart, equal ones in several forms, and what none can hold.
    private static readonly string[] JsonNumbers =
    [
        "1", "1.0", "1.10", "1.1", "-1", "0", "-0.0", "2", "10", "1e3", "1000", "1001", "1500", "9007199254740992", "9007199254740993", "-9007199254740993", "9007199254740993.5",
        "9223372036854775808", "12345678901234567890", "12345678901234567891", "1E+400", "-1E+400", "0.30000000000000004", "0.3", "1e-7", "2.5e-300",
    ];

    private static readonly string[] Levels = ["fatal", "error", "warning", "info", "debug"];
    private static readonly string[] Releases = ["1.0", "1.10", "11.0", "shop@1.0"];
    private static readonly string[] Environments = ["production", "staging", ""];

    public static List<ModelEvent> Make(int count, int seed)
    {
        var random = new Random(seed);
        var events = Enumerable.Range(1, count).Select(id => Make(id, random)).ToList();
        var issues = events.Select(row => (row.Project, row.Fingerprint)).Distinct().ToList();
        foreach (var row in events)
        {
            row.Issue = issues.IndexOf((row.Project, row.Fingerprint)) + 1;
            row.IssueNumber = issues.Where(issue => issue.Project == row.Project).ToList().IndexOf((row.Project, row.Fingerprint)) + 1;
            row.Status = row.Issue % 5 == 0 ? "resolved" : row.Issue % 7 == 0 ? "ignored" : "unresolved";
        }

        return events;
    }

    public static NewEvent ToStore(ModelEvent row)
    {
        var made = new NewEvent
        {
            ProjectId = row.Project, EventId = new EventId(UInt128.Parse(row.EventId, NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
            Timestamp = row.Timestamp, Received = row.Received, Level = row.Texts["level"]!, Message = row.Texts["message"], Culprit = row.Texts["culprit"],
            Logger = row.Texts["logger"], Platform = row.Texts["platform"], Environment = row.Texts["environment"], Release = row.Texts["release"],
            Dist = row.Texts["dist"], Transaction = row.Texts["transaction"], ServerName = row.Texts["server_name"], ErrorType = row.Texts["error.type"],
            ErrorValue = row.Texts["error.value"], ErrorHandled = row.Handled, UserId = row.Texts["user.id"], UserEmail = row.Texts["user.email"],
            UserName = row.Texts["user.username"], UserIp = row.Texts["user.ip"], SdkName = row.Texts["sdk.name"], SdkVersion = row.Texts["sdk.version"],
            HttpMethod = row.Texts["http.method"], HttpUrl = row.Texts["http.url"], Fingerprint = row.Fingerprint,
            Contexts = row.Contexts.Count == 0 ? null : Object(row.Contexts.Select(context => (context.Key, Object(context.Value.Select(value => (value.Key, value.Value.Stored)))))),
            Extra = row.Extra.Count == 0 ? null : Object(row.Extra.Select(value => (value.Key, value.Value.Stored))),
        };
        made.Tags.AddRange(row.Tags);
        return made;
    }

    private static ModelEvent Make(int id, Random random)
    {
        string? Maybe(params string[] values) => random.Next(3) == 0 ? null : values[random.Next(values.Length)];
        string? MaybeText() => Maybe(Texts);
        var type = random.Next(3) == 0 ? Maybe("TypeError", "KeyError", "x.y") : null;
        var value = type is null ? null : MaybeText();
        var message = random.Next(6) == 0 ? null : string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Texts[random.Next(Texts.Length)]));
        return new ModelEvent
        {
            Id = id,
            Project = random.Next(1, 4),
            EventId = $"{random.NextInt64():x16}{id:x16}",
            // Few different times, so that ties are common.
            Timestamp = Sample.Noon + (random.Next(120) * 1_000_000L) + (random.Next(3) * 250_000L),
            Received = Sample.Noon + (random.Next(120) * 1_000_000L),
            Fingerprint = $"f{random.Next(12)}",
            Handled = random.Next(3) switch { 0 => null, 1 => true, _ => false },
            Texts = new Dictionary<string, string?>
            {
                ["level"] = Levels[random.Next(Levels.Length)], ["message"] = message, ["type"] = type is null ? "default" : "error",
                ["title"] = Title(type, value, message), ["culprit"] = MaybeText(), ["logger"] = MaybeText(), ["platform"] = Maybe("python", "node"),
                ["environment"] = Maybe(Environments), ["release"] = Maybe(Releases), ["dist"] = Maybe(Numbers), ["transaction"] = MaybeText(),
                ["server_name"] = MaybeText(), ["error.type"] = type, ["error.value"] = value, ["user.id"] = Maybe("7", "8", ""), ["user.email"] = Maybe("a@x.de", "A@x.de"),
                ["user.username"] = MaybeText(), ["user.ip"] = Maybe("::1", "10.0.0.1"), ["sdk.name"] = Maybe("sentry.python"), ["sdk.version"] = Maybe("1.0", "2.0"),
                ["http.method"] = Maybe("GET", "POST"), ["http.url"] = Maybe("https://x.de/a?b=(c)", "/"),
            },
            Tags = MakeMembers(random, () => random.Next(2) == 0 ? Texts[random.Next(Texts.Length)] : Numbers[random.Next(Numbers.Length)]),
            Contexts = random.Next(3) == 0 ? [] : Enumerable.Range(0, random.Next(1, 3)).ToDictionary(number => number == 0 ? "os" : "he said \"x\"", _ => MakeMembers(random, () => MakeJson(random))),
            Extra = random.Next(3) == 0 ? [] : MakeMembers(random, () => MakeJson(random)),
        };
    }

    // The rule of titles: type and value of the error, or the first line of the message that holds anything.
    private static string Title(string? type, string? value, string? message)
    {
        var text = type is not null ? string.Join(": ", new[] { type, value }.OfType<string>()) : message ?? "";
        var line = text.TrimStart().Split('\n')[0].TrimEnd();
        return line.Length == 0 ? "<unlabeled event>" : line;
    }

    private static Dictionary<string, T> MakeMembers<T>(Random random, Func<T> make) =>
        Enumerable.Range(0, random.Next(1, 5)).Select(_ => Keys[random.Next(Keys.Length)]).Distinct().ToDictionary(key => key, _ => make());

    private static ModelJson MakeJson(Random random)
    {
        var text = random.Next(3) == 0 ? Numbers[random.Next(Numbers.Length)] : Texts[random.Next(Texts.Length)];
        var number = JsonNumbers[random.Next(JsonNumbers.Length)];
        return random.Next(10) switch
        {
            0 or 1 => new ModelJson(JsonSerializer.Serialize(text), text),
            2 or 3 or 8 or 9 => new ModelJson(number, number),
            4 => random.Next(2) == 0 ? new ModelJson("true", "true") : new ModelJson("false", "false"),
            5 => random.Next(2) == 0 ? new ModelJson("null", null) : new ModelJson("\"\"", null),
            6 => new ModelJson($"[ {number} ,\n \"a \\\" , b\" ]", $"[{number},\"a \\\" , b\"]"),
            _ => new ModelJson($"{{ \"k\" : {{}} , \"l\" : {number} }}", $"{{\"k\":{{}},\"l\":{number}}}"),
        };
    }

    private static string Object(IEnumerable<(string Key, string Value)> members) =>
        $"{{ {string.Join(" , ", members.Select(member => $"{JsonSerializer.Serialize(member.Key)} : {member.Value}"))} }}";
}
