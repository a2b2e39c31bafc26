using System.Net;
using System.Text;
using DataExport.Core.Events;
using DataExport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Api.Ingest;

/// <summary>Encodings of the body, and how much may come (INGEST: Body, Limits; SECURITY: bombs at ingestion).</summary>
public sealed class IngestLimitTests(LimitedServer server) : IClassFixture<LimitedServer>
{
    private const string Envelope = "{}\n{\"type\":\"event\"}\n{\"message\":\"grüße\"}";

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("deflate", "deflate")]
    [InlineData("raw", "deflate")]
    [InlineData("br", "br")]
    [InlineData("gzip", "GZIP")]
    public async Task Body_InEachEncoding_IsUnpacked(string form, string encoding)
    {
        var sender = await SentrySender.AddAsync(server);

        (await sender.EnvelopeAsync(SentrySender.Encode(form, Encoding.UTF8.GetBytes(Envelope)), encoding)).Expect(HttpStatusCode.OK);

        Assert.Equal(["grüße"], sender.Stored());
    }

    [Fact]
    public async Task Body_InChunks_IsRead()
    {
        var sender = await SentrySender.AddAsync(server);

        (await sender.SendAsync("envelope", new ChunkedContent(Encoding.UTF8.GetBytes(Envelope)), "identity", SentrySender.AuthHeader(sender.Key))).Expect(HttpStatusCode.OK);

        Assert.Equal(["grüße"], sender.Stored());
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip, br")]
    [InlineData("compress")]
    public async Task Body_InAnotherEncoding_Is415WithTheRemedy(string encoding)
    {
        var sender = await SentrySender.AddAsync(server);

        var answer = (await sender.EnvelopeAsync([1, 2, 3], encoding)).Expect(HttpStatusCode.UnsupportedMediaType);

        Assert.Equal($"Content-Encoding is \"{encoding}\"; send one of gzip, deflate, br, identity.", answer.Json.GetProperty("causes")[0].GetString());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Body_BrokenOrCutOff_Is400AndNothingIsStored(string encoding)
    {
        var sender = await SentrySender.AddAsync(server);
        var noise = new byte[5000];
        new Random(1).NextBytes(noise);
        var packed = SentrySender.Encode(encoding, Encoding.UTF8.GetBytes(Envelope + "\n{\"type\":\"attachment\"}\n" + Convert.ToHexString(noise)));

        (await sender.EnvelopeAsync([.. packed[..^200]], encoding)).Expect(HttpStatusCode.BadRequest);
        (await sender.EnvelopeAsync([0xff, 0xff, 0xff, 0xff, 0xff], encoding)).Expect(HttpStatusCode.BadRequest);
        var damaged = packed.ToArray();
        damaged.AsSpan(packed.Length / 2, 40).Fill(0xff);
        (await sender.EnvelopeAsync(damaged, encoding)).Expect(HttpStatusCode.BadRequest);

        Assert.Empty(sender.Stored());
    }

    [Fact]
    public async Task Body_OfSeveralGzipMembers_IsReadToItsEndAndRefusedWhenOneIsBroken()
    {
        var sender = await SentrySender.AddAsync(server);
        var bytes = Encoding.UTF8.GetBytes(Envelope);
        var first = SentrySender.Encode("gzip", bytes[..20]);
        var second = SentrySender.Encode("gzip", bytes[20..]);

        // The runtime's own reader ends in silence after the first member in each of these.
        (await sender.EnvelopeAsync([.. first, .. second[..^12]], "gzip")).Expect(HttpStatusCode.BadRequest);
        (await sender.EnvelopeAsync([.. first, .. second[..^1]], "gzip")).Expect(HttpStatusCode.BadRequest);
        (await sender.EnvelopeAsync([.. first, 0x1f], "gzip")).Expect(HttpStatusCode.BadRequest);
        (await sender.EnvelopeAsync([.. SentrySender.Encode("gzip", bytes), .. "more"u8], "gzip")).Expect(HttpStatusCode.BadRequest);
        Assert.Empty(sender.Stored());

        (await sender.EnvelopeAsync([.. first, .. second], "gzip")).Expect(HttpStatusCode.OK);
        Assert.Equal(["grüße"], sender.Stored());
    }

    [Fact]
    public async Task Body_TooLargeAsSent_Is413()
    {
        var sender = await SentrySender.AddAsync(server);
        var body = Encoding.ASCII.GetBytes("{}\n{\"type\":\"attachment\"}\n" + new string('x', 20 << 20));

        (await sender.SendAsync("envelope", new ByteArrayContent(body), null, SentrySender.AuthHeader(sender.Key), ("Expect", "100-continue"))).Expect(HttpStatusCode.RequestEntityTooLarge);
        var answer = (await sender.SendAsync("envelope", new ChunkedContent(body), null, SentrySender.AuthHeader(sender.Key), ("Expect", "100-continue"))).Expect(HttpStatusCode.RequestEntityTooLarge);

        Assert.Equal("The body is too large: it may have 20971520 bytes as it is sent.", answer["detail"]);
        (await sender.EnvelopeAsync(body[..(20 << 20)])).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("{}\n{\"type\":\"attachment\"}\n")]
    [InlineData("{}\n{\"type\":\"attachment\",\"length\":10000000000}\n")]
    [InlineData("{}\n{\"type\":\"event\"}\n")]
    public async Task Body_ThatUnpacksTo10GB_Is413(string start)
    {
        var sender = await SentrySender.AddAsync(server);

        var answer = await sender.SendAsync("envelope", new ByteArrayContent(Bomb.Gzip(start)), "gzip", SentrySender.AuthHeader(sender.Key), ("Expect", "100-continue"));

        answer.Expect(HttpStatusCode.RequestEntityTooLarge);
        Assert.NotNull(answer["detail"]);
        Assert.Empty(sender.Stored());
    }

    [Fact]
    public async Task Events_OverTheProjectsRate_Are429WithTheTimeToWait()
    {
        var (sender, other) = (await SentrySender.AddAsync(server), await SentrySender.AddAsync(server));
        for (var number = 0; number < LimitedServer.EventsPerMinute; number++)
        {
            (await sender.StoreAsync("{}")).Expect(HttpStatusCode.OK);
        }

        var answer = (await sender.StoreAsync("{}")).Expect(HttpStatusCode.TooManyRequests);

        var seconds = int.Parse(answer.Header("Retry-After")!);
        Assert.InRange(seconds, 1, 60);
        Assert.Equal($"{seconds}:error:project:events_per_minute", answer.Header("X-Sentry-Rate-Limits"));
        Assert.NotNull(answer["detail"]);
        (await other.StoreAsync("{}")).Expect(HttpStatusCode.OK);
        Assert.Equal(LimitedServer.EventsPerMinute, sender.Stored().Length);
    }

    [Fact]
    public async Task Events_WhileTheWriterIsBehind_Are503WithRetryAfterAndWhatWasTakenIsStored()
    {
        var sender = await SentrySender.AddAsync(server);
        using var go = new ManualResetEventSlim();
        var blocked = server.Services.GetRequiredService<EventStore>().Writer.RunAsync(_ => go.Wait(TimeSpan.FromMinutes(1)), CancellationToken.None);
        var body = "{\"message\":\"m\",\"x\":\"" + new string('x', 1_000_000) + "\"}";

        var taken = Enumerable.Range(0, 75).Select(_ => sender.StoreAsync(body)).ToList();
        await Eventually.TrueAsync(() => taken.Any(task => task.IsCompleted), "one is turned away");
        go.Set();
        var answers = await Task.WhenAll(taken);
        await blocked;

        var busy = answers.First(answer => answer.Status == HttpStatusCode.ServiceUnavailable);
        Assert.Equal("5", busy.Header("Retry-After"));
        Assert.NotNull(busy["detail"]);
        Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, answer.Text));
        Assert.Equal(answers.Count(answer => answer.Status == HttpStatusCode.OK), sender.Stored().Length);
    }
}
