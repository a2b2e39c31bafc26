using DataExport.Core.Events;

namespace DataExport.Tests.Core;

/// <summary>Makes events for tests, each with an id of its own.</summary>
internal static class Sample
{
    private static long _last;

    /// <summary>2026-11-21T12:00:00Z in microseconds; <c>date +%s</c> gives 1,795,219,200 for the midnight before.</summary>
    public const long Noon = 1_795_219_200_000_000 + (12L * 3_600_000_000);

    /// <summary>An event with a message and tags.</summary>
    public static NewEvent Event(int project = 1, long timestamp = Noon, string? message = "m", params (string Key, string Value)[] tags)
    {
        var made = new NewEvent
        {
            ProjectId = project,
            EventId = new EventId(new UInt128(0xabcd, (ulong)Interlocked.Increment(ref _last))),
            Timestamp = timestamp,
            Received = timestamp + 1,
            Message = message,
        };
        made.Tags.AddRange(tags.Select(tag => KeyValuePair.Create(tag.Key, tag.Value)));
        return made;
    }
}
