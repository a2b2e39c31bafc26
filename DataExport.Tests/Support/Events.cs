using DataExport.Core.Events;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Support;

/// <summary>Puts events into the store of a server under test.</summary>
internal static class Events
{
    private static readonly DateTime First = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>When the event of that number happened, as files write it.</summary>
    public static string TimeOf(int number) => First.AddSeconds(number).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Adds events <c>message 0</c>, <c>message 1</c> and so on to a project, a second apart.</summary>
    public static Task<int> AddEventsAsync(this ServerFixture server, int projectId, int count, Action<NewEvent, int>? change = null) =>
        server.Services.GetRequiredService<EventStore>().Writer.RunAsync(
            session =>
            {
                for (var number = 0; number < count; number++)
                {
                    var time = Timestamps.ToMicroseconds(First.AddSeconds(number));
                    var added = new NewEvent
                    {
                        ProjectId = projectId,
                        EventId = EventId.Create(TimeProvider.System),
                        Timestamp = time,
                        Received = time,
                        Message = $"message {number}",
                    };
                    change?.Invoke(added, number);
                    session.Insert(added);
                }

                return count;
            },
            CancellationToken.None);
}
