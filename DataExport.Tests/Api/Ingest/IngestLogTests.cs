using System.Text;
using DataExport.Tests.Support;

namespace DataExport.Tests.Api.Ingest;

/// <summary>Neither keys nor what is in events reaches a log, whatever goes wrong (SECURITY: logs).</summary>
public sealed class IngestLogTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    private const string Canary = "canary7f3a";

    [Fact]
    public async Task Log_OfGoodAndBadRequests_HoldsNoKeyAndNoPayload()
    {
        var sender = await SentrySender.AddAsync(server);
        string[] bodies =
        [
            $$$"""{"message":"{{{Canary}}}","user":{"email":"{{{Canary}}}@example.com"}}""", $$"""{"message":"{{Canary}}" """, $"{Canary}\n{Canary}",
            $$"""{"dsn":"{{sender.Dsn}}"}""" + $"\n{{\"type\":\"event\"}}\n{{\"message\":\"{Canary}\"}}", $"{{}}\n{{\"type\":\"{Canary}\"}}\n{Canary}",
            "{\"message\":\"" + new string('x', 2_000_000) + Canary + "\"}",
        ];
        foreach (var key in new[] { sender.Key, $"{Canary}00000000000000000000" })
        {
            foreach (var (body, endpoint) in bodies.SelectMany(body => new[] { (body, "envelope"), (body, "store") }))
            {
                await SendAsync(sender, endpoint, key, body, encoding: null);
                await SendAsync(sender, endpoint, key, body, "gzip");
                await SendAsync(sender, endpoint, key, body, Canary);
            }
        }

        Assert.NotEmpty(sender.Stored());
        Assert.NotEmpty(server.Log);
        Assert.DoesNotContain(server.Log, line => line.Contains(Canary, StringComparison.OrdinalIgnoreCase) || line.Contains(sender.Key, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task SendAsync(SentrySender sender, string endpoint, string key, string body, string? encoding)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        await sender.SendAsync(endpoint, new ByteArrayContent(bytes), encoding, SentrySender.AuthHeader(key), ("Expect", "100-continue"));
        await sender.SendAsync($"/api/{sender.ProjectId}/{endpoint}/?sentry_key={key}", new ByteArrayContent(bytes), encoding, ("Expect", "100-continue"));
    }
}
