using DataExport.Core.Events;

namespace DataExport.Tests.Core.Queries;

/// <summary>One store with events of every kind that searches tell apart, shared by their tests.</summary>
public sealed class SearchStore : IAsyncLifetime
{
    /// <summary>The events, in no order.</summary>
    internal List<NewEvent> Events { get; } = [.. Make()];

    internal TemporaryStore Store { get; } = new();

    public async ValueTask InitializeAsync() => await Store.AddAsync(Events);

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    /// <summary>The value of a tag as it counts; null when the event has none.</summary>
    internal static string? Tag(NewEvent @event, string key) =>
        @event.Tags.LastOrDefault(tag => tag.Key == key) is { Value: { Length: > 0 } value } ? value : null;

    private static IEnumerable<NewEvent> Make()
    {
        yield return Sample.Event(message: "Disk FULL on /dev/sda1, 100% used", tags: [("host", "db-1"), ("a.b", "dotted")]);
        yield return Sample.Event(message: "disk_full", tags: [("host", "db-2"), ("a b", "spaced")]);
        yield return Sample.Event(message: "diskXfull", tags: [("host", "DB-1"), ("he said \"x\"", "quoted")]);
        yield return Sample.Event(message: "two words here", tags: [("back\\slash", "b"), ("host", "a*b")]);
        yield return Sample.Event(message: "words two", tags: [("ключ", "юникод"), ("host", "axb")]);
        yield return Sample.Event(message: "line\nbreak \"quoted\" 😀", tags: [("😀", "smile"), ("tab\tkey\u0001", "control")]);
        yield return Sample.Event(message: "ÄRGER", tags: [("host", "")]);
        yield return Sample.Event(message: "ärger", tags: [("number", "12345678901234567890"), ("number", "98765432109876543210")]);
        yield return Sample.Event(message: null, tags: [("host", "100%"), ("$.a'", "path")]);
        yield return Sample.Event(message: "", tags: [("host", "C:\\temp\\"), ("level", "tagged")]);
        yield return Sample.Event(2, message: "other project, OR so", tags: [("x\") OR 1=1--", "injected")]);
        yield return With(2, e => (e.Level, e.Environment, e.Release) = (EventLevel.Fatal, null, "1.0"));
        yield return With(2, e => (e.Level, e.Environment, e.Release) = (EventLevel.Info, "", "1.10"));
        yield return With(3, e => (e.Level, e.Environment, e.Release) = (EventLevel.Warning, "staging", "11.0"));
        yield return With(3, e => (e.ErrorType, e.ErrorValue, e.ErrorHandled) = ("TypeError", "x is (null)", false));
        yield return With(3, e => (e.ErrorType, e.ErrorHandled, e.UserEmail) = ("KeyError", true, "a@example.com"));
        yield return With(1, e => (e.UserId, e.UserEmail, e.ServerName) = ("7", "b@example.com", "web[1]"));
    }

    private static NewEvent With(int project, Action<NewEvent> change)
    {
        var made = Sample.Event(project);
        change(made);
        return made;
    }
}
