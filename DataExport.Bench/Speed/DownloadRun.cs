using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace DataExport.Bench.Speed;

/// <summary>A finished file leaves the real server, and nginx beside it, in turn: one download, and two hundred at once.</summary>
internal static class DownloadRun
{
    private const int Rows = 400_000;
    private const int Rounds = 5;
    private static readonly int[] AtOnce = [1, 200];

    /// <summary>Runs it.</summary>
    public static async Task<int> RunAsync()
    {
        await using var server = await BenchServer.StartAsync("--RateLimit:Requests=1000000");
        using var http = new HttpClient { BaseAddress = new Uri(server.Address, "/api/0/"), DefaultRequestHeaders = { Authorization = new("Bearer", BenchServer.Token) } };
        var export = await MakeAsync(http);
        var file = Directory.EnumerateFiles(server.ExportsFolder).Single();
        var bytes = new FileInfo(file).Length;
        var product = new RawDownload(
            IPEndPoint.Parse(server.Address.Authority), $"/api/0/organizations/bench/data-export/{export}/download", $"Authorization: Bearer {BenchServer.Token}\r\n", bytes);
        using var nginx = await NginxServer.StartAsync(server.ExportsFolder);
        var peer = nginx is null ? null : new RawDownload(nginx.Address, "/" + Path.GetFileName(file), "", bytes);
        Print($"a file of {bytes / 1e6:N0} MB, stored plain{(nginx is null ? "; left out: nginx, because it is not installed" : "")}");
        foreach (var count in AtOnce)
        {
            await CompareAsync(product, peer, count, bytes);
        }

        return 0;
    }

    private static async Task CompareAsync(RawDownload product, RawDownload? peer, int count, long bytes)
    {
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await MeasureAsync(product, count));
            if (peer is not null)
            {
                theirs.Add(await MeasureAsync(peer, count));
            }
        }

        Print($"{count,4} at once: DataExport {bytes * count / Median(ours) / 1e6:N0} MB/s");
        if (peer is not null)
        {
            Print($"{count,4} at once: nginx      {bytes * count / Median(theirs) / 1e6:N0} MB/s; DataExport is {Median(theirs) / Median(ours):N2} times as fast");
        }
    }

    private static async Task<double> MeasureAsync(RawDownload download, int count)
    {
        var watch = Stopwatch.StartNew();
        await download.RunAsync(count);
        return watch.Elapsed.TotalSeconds;
    }

    private static double Median(List<double> seconds) => seconds.Order().ElementAt(seconds.Count / 2);

    /// <summary>Imports a file and exports it again, plain; the id of the export.</summary>
    private static async Task<string> MakeAsync(HttpClient http)
    {
        (await http.PostAsJsonAsync("organizations/bench/projects/", new { name = "Shop" })).EnsureSuccessStatusCode();
        var sample = Path.GetTempFileName();
        var mapping = SampleFile.Write(Rows, sample);
        await using (var content = File.OpenRead(sample))
        {
            (await http.PostAsync($"projects/bench/shop/import/?mapping={Uri.EscapeDataString(mapping)}", new StreamContent(content))).EnsureSuccessStatusCode();
        }

        File.Delete(sample);
        var answer = await http.PostAsJsonAsync("organizations/bench/data-export/", new
        {
            query_type = "Discover", query_info = new { field = new[] { "id", "timestamp", "level", "title", "message", "logger", "release" }, query = "" },
            options = new { compression = "none" },
        });
        var id = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        while ((await http.GetFromJsonAsync<JsonElement>($"organizations/bench/data-export/{id}/")).GetProperty("state").GetString() != "Completed")
        {
            await Task.Delay(100);
        }

        return id;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
