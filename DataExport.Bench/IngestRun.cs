using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace DataExport.Bench;

/// <summary>
/// Sends events to the real server, a process of its own on the same machine, over 32 connections for a time, each as soon as the one
/// before it has been answered; says how many were stored in a second, and how long an answer took.
/// </summary>
internal static class IngestRun
{
    private const int Connections = 32;
    private const int WarmUpSeconds = 5;

    /// <summary>Runs it twice, with the counts of tag values and without.</summary>
    public static async Task<int> RunAsync(int seconds)
    {
        await MeasureAsync(seconds, tagCounts: true);
        await MeasureAsync(seconds, tagCounts: false);
        return 0;
    }

    private static async Task MeasureAsync(int seconds, bool tagCounts)
    {
        await using var server = await BenchServer.StartAsync($"--Ingest:TagCounts={tagCounts}");
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections, UseCookies = false }) { BaseAddress = server.Address };
        var target = await AddProjectAsync(http);
        var counter = new IngestCounter();
        await SendAsync(http, target, TimeSpan.FromSeconds(WarmUpSeconds), new IngestCounter());
        var before = server.ProcessorTime;
        var watch = Stopwatch.StartNew();
        await SendAsync(http, target, TimeSpan.FromSeconds(seconds), counter);
        var busy = (server.ProcessorTime - before) / watch.Elapsed;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"tag counts {(tagCounts ? "on " : "off")}: {counter.Answered / watch.Elapsed.TotalSeconds,7:N0} events/s over {watch.Elapsed.TotalSeconds:N0} s, the slowest second {counter.SlowestSecond(seconds):N0}; "
            + $"p50 {counter.Milliseconds(0.5):N1} ms, p99 {counter.Milliseconds(0.99):N1} ms, longest {counter.Milliseconds(1):N1} ms; {counter.Refused} refused; the server took {busy:N2} cores, {server.PeakMegabytes:N0} MiB"));
    }

    private static async Task<IngestTarget> AddProjectAsync(HttpClient http)
    {
        http.DefaultRequestHeaders.Authorization = new("Bearer", BenchServer.Token);
        var made = await (await http.PostAsJsonAsync("/api/0/organizations/bench/projects/", new { name = "Shop" })).Content.ReadFromJsonAsync<JsonElement>();
        var keys = await http.GetFromJsonAsync<JsonElement>("/api/0/projects/bench/shop/keys/");
        http.DefaultRequestHeaders.Authorization = null;
        return new IngestTarget($"/api/{made.GetProperty("id").GetString()}/envelope/", keys[0].GetProperty("public").GetString()!);
    }

    private static async Task SendAsync(HttpClient http, IngestTarget target, TimeSpan time, IngestCounter counter)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async connection =>
        {
            var envelopes = new EnvelopeSource(connection);
            while (watch.Elapsed < time)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, target.Address) { Content = new ByteArrayContent(envelopes.Next()) };
                request.Headers.TryAddWithoutValidation("X-Sentry-Auth", target.Header);
                var begin = watch.Elapsed;
                using var answer = await http.SendAsync(request);
                counter.Note(watch.Elapsed, watch.Elapsed - begin, answer.StatusCode == HttpStatusCode.OK);
            }
        }));
    }

    private sealed record IngestTarget(string Address, string Key)
    {
        public string Header => $"Sentry sentry_version=7, sentry_client=bench/1.0, sentry_key={Key}";
    }
}
