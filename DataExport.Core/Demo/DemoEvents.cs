using System.Globalization;
using System.Text.Json;
using DataExport.Core.Events;

namespace DataExport.Core.Demo;

/// <summary>Makes the demo's events: 50,000 over 30 days, always the same for the same end.</summary>
public static class DemoEvents
{
    /// <summary>How many there are.</summary>
    public const int Count = 50_000;

    private const ulong Seed = 20_240_229;
    private const int Days = 30;
    private const int Users = 700;

    /// <summary>The events in the order of their time.</summary>
    /// <param name="projectIds">The demo's projects by slug; faults of others are left out.</param>
    /// <param name="end">When the last one happens, UTC.</param>
    /// <param name="count">How many; the demo itself has <see cref="Count"/>.</param>
    public static IEnumerable<NewEvent> Create(IReadOnlyDictionary<string, int> projectIds, DateTime end, int count = Count)
    {
        var random = new DemoRandom(Seed);
        var faults = DemoCatalogue.Faults.Where(fault => projectIds.ContainsKey(fault.Project)).ToList();
        var weights = faults.Sum(fault => fault.Weight);
        for (var index = 0; index < count; index++)
        {
            var fault = PickByWeight(random, faults, weights);
            yield return Create(random, fault, projectIds[fault.Project], Time(index, count, end));
        }
    }

    /// <summary>Evenly over the days, but busier at noon than at night; never out of order.</summary>
    private static long Time(int index, int count, DateTime end)
    {
        const double turns = 2 * Math.PI * Days;
        var share = (double)(count - 1 - index) / count;
        var back = share + (0.7 / turns * Math.Sin(turns * share));
        return Timestamps.ToMicroseconds(end) - (long)(back * Days * 86_400e6);
    }

    private static DemoFault PickByWeight(DemoRandom random, List<DemoFault> faults, int weights)
    {
        var point = random.Below(weights);
        foreach (var fault in faults)
        {
            if ((point -= fault.Weight) < 0)
            {
                return fault;
            }
        }

        return faults[^1];
    }

    private static NewEvent Create(DemoRandom random, DemoFault fault, int projectId, long timestamp)
    {
        var text = Fill(random, fault.Text);
        var isError = fault.ErrorType is not null;
        var user = random.PickEarly(UserNumbers);
        var created = new NewEvent
        {
            ProjectId = projectId,
            EventId = new EventId(new UInt128(random.Next(), random.Next())),
            Timestamp = timestamp,
            Received = timestamp + 40_000 + random.Below(900_000),
            Level = fault.Level,
            Message = isError ? $"{fault.ErrorType}: {text}" : text,
            ErrorType = fault.ErrorType,
            ErrorValue = isError ? text : null,
            ErrorHandled = isError ? fault.Level != EventLevel.Fatal : null,
            Culprit = fault.Culprit,
            Logger = fault.Logger,
            Transaction = fault.Transaction,
            Environment = random.Below(20) switch { 0 => "development", < 4 => "staging", _ => "production" },
            Release = Release(random, fault.Project),
            Fingerprint = fault.Text,
            UserId = (10_000 + user).ToString(CultureInfo.InvariantCulture),
            UserName = $"{DemoCatalogue.Names[user % DemoCatalogue.Names.Count]}{user}",
            UserEmail = random.Below(3) == 0 ? null : $"{DemoCatalogue.Names[user % DemoCatalogue.Names.Count]}{user}@example.com",
            UserIp = $"203.0.113.{user % 250}",
        };
        Dress(random, created, fault.Project);
        return created;
    }

    private static readonly int[] UserNumbers = [.. Enumerable.Range(1, Users)];

    private static void Dress(DemoRandom random, NewEvent created, string project)
    {
        Tag(created, "plan", random.PickEarly(DemoCatalogue.Plans));
        switch (project)
        {
            case "storefront":
                (created.Platform, created.SdkName, created.SdkVersion) = ("javascript", "sentry.javascript.react", "10.25.0");
                (created.HttpMethod, created.HttpUrl) = ("GET", $"https://shop.example.com{created.Transaction!.Replace(":slug", $"item-{random.Below(4000)}", StringComparison.Ordinal)}");
                Tag(created, "browser", random.PickEarly(DemoCatalogue.Browsers));
                Tag(created, "product", random.PickEarly(DemoCatalogue.Products));
                break;
            case "checkout-api":
                (created.Platform, created.SdkName, created.SdkVersion) = ("python", "sentry.python.django", "2.44.0");
                created.ServerName = $"checkout-{random.Below(6) + 1}.internal";
                Tag(created, "region", random.PickEarly(DemoCatalogue.Regions));
                Tag(created, "duration_ms", (20 + random.Below(4000)).ToString(CultureInfo.InvariantCulture));
                Tag(created, "order", (7_000_000_000_000_000_000 + random.Below(int.MaxValue)).ToString(CultureInfo.InvariantCulture));
                break;
            default:
                (created.Platform, created.SdkName, created.SdkVersion) = ("cocoa", "sentry.cocoa", "8.57.0");
                Tag(created, "device", random.PickEarly(DemoCatalogue.Devices));
                Tag(created, "os", $"iOS 26.{random.Below(3)}");
                break;
        }

        created.Extra = JsonSerializer.Serialize(new { basket_items = random.Below(9), session_seconds = random.Below(3600) });
    }

    private static void Tag(NewEvent created, string key, string value) => created.Tags.Add(new KeyValuePair<string, string>(key, value));

    private static string Release(DemoRandom random, string project) => $"{project}@4.{12 - (int)(6 * Math.Pow(random.Fraction(), 3))}.{random.Below(3)}";

    private static string Fill(DemoRandom random, string text) => text
        .Replace("{number}", random.Below(9000).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{hex}", (random.Next() >> 32).ToString("x8", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{money}", (random.Below(90_000) / 100m).ToString("0.00", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{product}", random.PickEarly(DemoCatalogue.Products), StringComparison.Ordinal);
}
