using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DataExport.Core.Deletion;
using DataExport.Core.Demo;
using DataExport.Core.Events;

namespace DataExport.Tests.Core.Demo;

/// <summary>The demo's events: the same seed, the same bytes, and believable.</summary>
public sealed class DemoTests
{
    private static readonly Dictionary<string, int> Projects = new() { ["storefront"] = 1, ["checkout-api"] = 2, ["mobile-app"] = 3 };
    private static readonly DateTime End = new(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Create_Twice_GivesTheSameBytes()
    {
        Assert.Equal(Hash(DemoEvents.Create(Projects, End)), Hash(DemoEvents.Create(Projects, End)));
        Assert.NotEqual(Hash(DemoEvents.Create(Projects, End).Take(10)), Hash(DemoEvents.Create(Projects, End.AddSeconds(1)).Take(10)));
    }

    [Fact]
    public void Create_All_AreFiftyThousandOverThirtyDaysInOrder()
    {
        var events = DemoEvents.Create(Projects, End).ToList();

        Assert.Equal(50_000, events.Count);
        Assert.Equal(50_000, events.Select(e => e.EventId).Distinct().Count());
        Assert.Equal(events.Select(e => e.Timestamp), events.Select(e => e.Timestamp).Order());
        Assert.Equal(End, Timestamps.ToDateTime(events[^1].Timestamp));
        Assert.InRange(Timestamps.ToDateTime(events[0].Timestamp), End.AddDays(-30).AddMinutes(-1), End.AddDays(-30).AddMinutes(10));
        Assert.Equal([1, 2, 3], events.Select(e => e.ProjectId).Distinct().Order());
        foreach (var awkward in new[] { ",", "\"", "\n", "😀", "🎉" })
        {
            Assert.Contains(events, e => e.Message!.Contains(awkward, StringComparison.Ordinal) || e.Tags.Any(tag => tag.Value.Contains(awkward, StringComparison.Ordinal)));
        }

        Assert.True(events.Select(e => e.Environment).Distinct().Count() > 2);
        Assert.True(events.Select(e => e.Release).Distinct().Count() > 5);
        Assert.True(events.Select(e => e.UserId).Distinct().Count() > 100);
    }

    [Fact]
    public async Task SeedAsync_WhatItWouldFillWasDeleted_StoresNothing()
    {
        await using var host = await CoreHost.StartAsync();
        var access = await host.AddOrganizationAsync("storefront");
        var seeding = new DemoSeeding(host.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<DataExport.Core.Database.AppDbContext>>(), host.Store);

        await host.Get<Deletions>().DeleteProjectAsync(access, access.Projects[0].Id, CancellationToken.None);
        Assert.Equal(0, await seeding.SeedAsync(access.Organization.Slug, CancellationToken.None));
        await host.Get<Deletions>().DeleteOrganizationAsync(access, CancellationToken.None);
        Assert.Equal(0, await seeding.SeedAsync(access.Organization.Slug, CancellationToken.None));

        Assert.Equal(0, host.Store.CutOff);
    }

    [Fact]
    public async Task SeedAsync_StoppedAndStartedAgain_StoresEachEventOnce()
    {
        await using var host = await CoreHost.StartAsync();
        var access = await host.AddOrganizationAsync([.. Projects.Keys]);
        var seeding = new DemoSeeding(host.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<DataExport.Core.Database.AppDbContext>>(), host.Store);
        using var stop = new CancellationTokenSource();
        var first = seeding.SeedAsync(access.Organization.Slug, stop.Token);
        await Support.Eventually.TrueAsync(() => host.Store.CutOff >= 3000, "some events are there");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        var before = host.Store.CutOff;
        Assert.Equal(50_000 - before, await seeding.SeedAsync(access.Organization.Slug, CancellationToken.None));
        Assert.Equal(50_000, host.Store.CutOff);
        Assert.Equal(0, await seeding.SeedAsync(access.Organization.Slug, CancellationToken.None));
    }

    private static string Hash(IEnumerable<NewEvent> events)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var made in events)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(made.EventId + JsonSerializer.Serialize(made)));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
