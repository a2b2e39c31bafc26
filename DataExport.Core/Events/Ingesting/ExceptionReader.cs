using System.Text.Json;

namespace DataExport.Core.Events.Ingesting;

/// <summary>
/// Reads exceptions: <c>{"values": […]}</c>, a bare list, or a single one. The last is the outermost, which names the event; of each
/// stack trace the last frame is the innermost.
/// </summary>
internal static class ExceptionReader
{
    // Enough to tell two failures of one kind apart, few enough for both ways into a shared function to be one issue.
    private const int FramesForGrouping = 3;

    private const string Unnamed = "Error";

    /// <summary>Sets what an event's columns say about its exceptions.</summary>
    public static void Read(JsonElement value, NewEvent made)
    {
        var exceptions = Values(value).Where(exception => exception.ValueKind == JsonValueKind.Object).ToList();
        if (exceptions.Count == 0)
        {
            return;
        }

        var outermost = exceptions[^1];
        made.ErrorValue = IngestJson.Text(outermost, "value");
        made.ErrorType = IngestJson.Text(outermost, "type") ?? (made.ErrorValue is null ? Unnamed : null);
        made.ErrorHandled = Handled(exceptions);
        var traces = exceptions.AsEnumerable().Reverse().Select(Frames).ToList();
        made.Frames = traces.Select(GroupingFrames).FirstOrDefault(frames => frames.Length > 0);
        made.Culprit = traces.Where(frames => frames.Count > 0).Select(frames => Culprit(frames, made.Platform)).FirstOrDefault();
    }

    private static IEnumerable<JsonElement> Values(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            value = value.TryGetProperty("values", out var values) ? values : value;
        }

        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];
    }

    private static bool? Handled(List<JsonElement> exceptions)
    {
        var told = exceptions
            .Select(exception => exception.TryGetProperty("mechanism", out var mechanism) && mechanism.ValueKind == JsonValueKind.Object
                && mechanism.TryGetProperty("handled", out var handled) ? handled.ValueKind : JsonValueKind.Undefined)
            .Where(kind => kind is JsonValueKind.True or JsonValueKind.False).ToList();
        return told.Count == 0 ? null : !told.Contains(JsonValueKind.False);
    }

    private static List<JsonElement> Frames(JsonElement exception) =>
        exception.TryGetProperty("stacktrace", out var trace) && trace.ValueKind == JsonValueKind.Object
        && trace.TryGetProperty("frames", out var frames) && frames.ValueKind == JsonValueKind.Array
            ? [.. frames.EnumerateArray().Where(frame => frame.ValueKind == JsonValueKind.Object)]
            : [];

    private static string[] GroupingFrames(List<JsonElement> frames) =>
        [.. frames.Where(IsInApp).TakeLast(FramesForGrouping).Select(frame => $"{Grouping.Mask(Place(frame) ?? "")}\n{Function(frame)}")];

    private static bool IsInApp(JsonElement frame) => frame.TryGetProperty("in_app", out var inApp) && inApp.ValueKind == JsonValueKind.True;

    /// <summary>"module in function", or for JavaScript "function(module)", as the reference system has it.</summary>
    private static string? Culprit(List<JsonElement> frames, string? platform)
    {
        var frame = frames.Where(IsInApp).DefaultIfEmpty(frames[^1]).Last();
        var (place, function) = (Place(frame), IngestJson.Text(frame, "function"));
        return place is null ? function
            : platform is "javascript" or "node" ? (function is null ? place : $"{function}({place})")
            : $"{place} in {function ?? "?"}";
    }

    private static string? Place(JsonElement frame) => IngestJson.Text(frame, "module") ?? IngestJson.Text(frame, "filename") ?? IngestJson.Text(frame, "abs_path");

    private static string? Function(JsonElement frame) => IngestJson.Text(frame, "function") ?? IngestJson.Text(frame, "context_line")?.Trim();
}
