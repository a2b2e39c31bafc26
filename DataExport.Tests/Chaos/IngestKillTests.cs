using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using DataExport.Core.Database.Sqlite;
using DataExport.Tests.Support;

namespace DataExport.Tests.Chaos;

/// <summary>
/// Kills the server by SIGKILL while events come in, one a request: each that was answered 200 is there after the restart, once.
/// 10 kills; by hand <c>CHAOS_INGEST_KILLS=100</c>.
/// </summary>
public sealed class IngestKillTests
{
    private const int Senders = 16;

    private static int Kills => LongForm.Setting("CHAOS_INGEST_KILLS", 10);

    [Fact]
    public async Task Server_KilledUnderLoad_KeepsEveryAnsweredEventOnce()
    {
        await using var server = new ChaosServer();
        await server.StartAndWaitAsync();
        using var client = new ChaosClient(server);
        var (address, key) = await AddProjectAsync(client);
        var answered = new ConcurrentDictionary<string, int>();
        using var enough = new CancellationTokenSource();
        var senders = Enumerable.Range(0, Senders).Select(number => SendAsync(server, address, key, number, answered, enough.Token)).ToList();
        var random = new Random(7);
        for (var kill = 0; kill < Kills; kill++)
        {
            // Killed at some moment after it has answered again, so that every life of the server counts.
            var (before, more) = (answered.Count, 1 + random.Next(400));
            await Eventually.TrueAsync(() => answered.Count >= before + more || senders.Any(sender => sender.IsFaulted), "events are answered", TimeSpan.FromMinutes(2));
            await server.KillAsync();
            await server.StartAndWaitAsync();
        }

        await enough.CancelAsync();
        await Task.WhenAll(senders);
        await server.StopAsync();

        Verify(Path.Combine(server.DataPath, "events.db"), answered);
        TestContext.Current.SendDiagnosticMessage($"ingest kills: {Kills}, events answered: {answered.Count}, of them only after a lost answer: {answered.Values.Count(tries => tries > 1)}");
    }

    private static async Task<(string Address, string Key)> AddProjectAsync(ChaosClient client)
    {
        var made = await client.SendAsync(
            HttpMethod.Post, $"/api/0/organizations/{ChaosServer.Organization}/projects/", () => new StringContent("""{"name": "Shop"}""", Encoding.UTF8, "application/json"));
        var keys = await client.SendAsync(HttpMethod.Get, $"/api/0/projects/{ChaosServer.Organization}/shop/keys/");
        return ($"/api/{made["id"]}/envelope/", keys.Json[0].GetProperty("public").GetString()!);
    }

    /// <summary>Sends events until told to stop, each again with the same id until it is answered, as SDKs with a disk cache do.</summary>
    private static async Task SendAsync(
        ChaosServer server, string address, string key, int sender, ConcurrentDictionary<string, int> answered, CancellationToken enough)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        for (var number = 0; !enough.IsCancellationRequested; number++)
        {
            var id = $"{sender:x8}{number:x24}";
            var envelope = $$"""
                {"event_id":"{{id}}"}
                {"type":"event"}
                {"event_id":"{{id}}","message":"event {{number}}","tags":{"sender":"{{sender}}"},"fingerprint":["{{number % 5}}"]}
                """;
            var tries = 1;
            while (!await TrySendAsync(http, server, address, key, envelope))
            {
                tries++;
                Assert.True(tries < 100_000, server.LastLines);
                await Task.Delay(5, CancellationToken.None);
            }

            answered[id] = tries;
        }
    }

    private static async Task<bool> TrySendAsync(HttpClient http, ChaosServer server, string address, string key, string envelope)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(await server.Address.WaitAsync(TimeSpan.FromSeconds(30)), address)) { Content = new StringContent(envelope) };
            request.Headers.Add("X-Sentry-Auth", $"Sentry sentry_version=7, sentry_key={key}");
            using var answer = await http.SendAsync(request);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, await answer.Content.ReadAsStringAsync());
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or TimeoutException)
        {
            return false;
        }
    }

    private static void Verify(string path, ConcurrentDictionary<string, int> answered)
    {
        using var database = SqliteConnectionHandle.OpenReadOnly(path);
        using var rows = database.Prepare("SELECT lower(hex(event_id)) FROM events");
        var stored = new List<string>();
        while (rows.Step())
        {
            stored.Add(rows.Text(0)!);
        }

        Assert.Empty(answered.Keys.Except(stored));
        Assert.Equal(stored.Count, stored.Distinct().Count());

        // Every event was sent until it was answered, so there is no other one, and the counts agree.
        Assert.Empty(stored.Except(answered.Keys));
        Assert.Equal(stored.Count, Number(database, "SELECT sum(times_seen) FROM issues"));
        Assert.Equal(stored.Count, Number(database, "SELECT sum(times_seen) FROM project_hours"));
        Assert.Equal(5, Number(database, "SELECT count(*) FROM issues"));
    }

    private static long Number(SqliteConnectionHandle database, string sql)
    {
        using var row = database.Prepare(sql);
        row.Step();
        return row.Int64(0);
    }
}
