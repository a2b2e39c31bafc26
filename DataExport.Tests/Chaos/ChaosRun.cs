using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using DataExport.Tests.Support;

namespace DataExport.Tests.Chaos;

/// <summary>
/// Rounds of exports on a server that dies: asks for all queries, sees every one through, and compares each file with the
/// oracle and with the stored bytes of an export that nothing interrupted.
/// </summary>
internal sealed class ChaosRun : IAsyncDisposable
{
    private readonly List<ChaosQuery> _queries;
    private readonly List<ChaosEvent> _input;
    private readonly Dictionary<ChaosQuery, string> _uninterrupted = [];
    private readonly HashSet<string> _accepted = [];
    private int _round;
    private int _finished;

    /// <summary>Makes the input.</summary>
    /// <param name="events">How many events, in two projects.</param>
    public ChaosRun(int events)
    {
        Client = new ChaosClient(Server);
        _input = [.. ChaosEvent.Make("shop", events / 2, seed: 1), .. ChaosEvent.Make("web", events / 2, seed: 2)];
        _queries = ChaosQuery.MakeAll(_input);
    }

    public ChaosServer Server { get; } = new();

    public ChaosClient Client { get; }

    /// <summary>Exports that were accepted.</summary>
    public int Accepted => _accepted.Count;

    /// <summary>Rises whenever an export is accepted, or has been seen through.</summary>
    public int Progress => Accepted + _finished;

    /// <summary>How long a round takes when nothing interrupts it.</summary>
    public TimeSpan Calm { get; private set; }

    /// <summary>Exports that were put aside after three crashes without a checkpoint in between, by design, and were retried by REST.</summary>
    public int PutAside { get; private set; }

    /// <summary>The longest time from the end of a server's kill to the end of all exports, for a server that is not killed again.</summary>
    public TimeSpan LongestRecovery { get; private set; }

    /// <summary>Starts the server, imports the input, and makes each export once without interruption.</summary>
    public async Task BeginAsync()
    {
        await Server.StartAndWaitAsync();
        foreach (var project in new[] { "shop", "web" })
        {
            await ImportAsync(project);
        }

        var watch = Stopwatch.StartNew();
        foreach (var (query, id) in await SubmitAllAsync())
        {
            await SeeThroughAsync(id);
            _uninterrupted[query] = await VerifyAsync(query, id);
        }

        Calm = watch.Elapsed;
    }

    /// <summary>Asks for every query, once, however often the server dies meanwhile.</summary>
    public async Task<List<(ChaosQuery Query, string Id)>> SubmitAllAsync()
    {
        var round = _round++;
        var submitted = new List<(ChaosQuery, string)>();
        foreach (var (index, query) in _queries.Index())
        {
            var (name, key) = ($"round {round} query {index}", Guid.NewGuid().ToString());
            var answer = await Client.SendAsync(
                HttpMethod.Post, ChaosClient.Exports(), () => new StringContent(query.Body(name), Encoding.UTF8, "application/json"), key);
            Assert.True(answer.Status is HttpStatusCode.Created or HttpStatusCode.OK, answer.Text);
            Assert.Equal(name, answer["name"]);
            Assert.True(_accepted.Add(answer["id"]!), "Two requests with different keys got one export.");
            submitted.Add((query, answer["id"]!));
        }

        return submitted;
    }

    /// <summary>Waits for the ends of exports and compares their files.</summary>
    public async Task FinishAllAsync(List<(ChaosQuery Query, string Id)> submitted)
    {
        foreach (var (query, id) in submitted)
        {
            await SeeThroughAsync(id);
            Assert.Equal(_uninterrupted[query], await VerifyAsync(query, id));
            _finished++;
        }
    }

    /// <summary>Notes how long recovery took.</summary>
    public void NoteRecovery(TimeSpan time) => LongestRecovery = time > LongestRecovery ? time : LongestRecovery;

    /// <summary>Nothing is lost and nothing doubled: the exports are those that were accepted, with one file and at most one mail each.</summary>
    public async Task VerifyAllAsync()
    {
        var listed = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await Client.SendAsync(HttpMethod.Get, $"{ChaosClient.Exports()}?per_page=100{cursor}")).Expect(HttpStatusCode.OK);
            listed.AddRange(page.Json.EnumerateArray().Select(export => export.GetProperty("id").GetString()!));
            var next = page.Header("Link")!.Split(", <").Single(link => link.Contains("rel=\"next\""));
            cursor = next.Contains("results=\"true\"") ? "&cursor=" + Uri.EscapeDataString(next.Split("cursor=\"")[1].TrimEnd('"')) : null;
        }

        Assert.Equal(_accepted.Order(), listed.Order());
        var files = Directory.GetFiles(Path.Combine(Server.DataPath, "exports")).Where(file => !file.EndsWith(".part", StringComparison.Ordinal));
        Assert.Equal(_accepted.Order(), files.Select(file => Path.GetFileName(file).Split('.')[0]).Order());
        await Eventually.TrueAsync(() => Mails().Count >= _accepted.Count, "the mails are written");
        Assert.Equal(_accepted.Order(), Mails().Order());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>The exports that a mail says are ready, once a mail. A second try writes the same file.</summary>
    private List<string> Mails() =>
        [.. Directory.GetFiles(Path.Combine(Server.DataPath, "mail"), "*.completed.*.eml").Select(file => Path.GetFileName(file).Split('.')[0])];

    private async Task ImportAsync(string project)
    {
        (await Client.SendAsync(HttpMethod.Post, $"/api/0/organizations/{ChaosServer.Organization}/projects/", () => new StringContent($$"""{"name": "{{project}}", "slug": "{{project}}"}""", Encoding.UTF8, "application/json")))
            .Expect(HttpStatusCode.Created);
        var csv = new StringBuilder("event_id,timestamp,level,logger,colour,message\n");
        foreach (var row in _input.Where(row => row.Project == project))
        {
            csv.Append(row.Id).Append(',').Append(row.TimeText).Append(',').Append(row.Level).Append(',').Append(row.Logger).Append(',').Append(row.Colour)
                .Append(",\"").Append(row.Message.Replace("\"", "\"\"")).Append("\"\n");
        }

        var answer = await Client.SendAsync(
            HttpMethod.Post, $"/api/0/projects/{ChaosServer.Organization}/{project}/import/", () => new ByteArrayContent(Encoding.UTF8.GetBytes(csv.ToString())));
        Assert.Equal(_input.Count(row => row.Project == project).ToString(), answer.Expect(HttpStatusCode.OK)["imported"]);
    }

    private async Task SeeThroughAsync(string id)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var export = (await Client.SendAsync(HttpMethod.Get, ChaosClient.Exports(id))).Expect(HttpStatusCode.OK);
            switch (export["state"])
            {
                case "Completed":
                    return;
                case "Failed" when export.Json.GetProperty("error").GetProperty("code").GetString() == "exporter_crashed":
                    PutAside++;
                    Server.Takeovers.PutAside(id);
                    var retried = await Client.SendAsync(HttpMethod.Post, ChaosClient.Exports(id) + "retry/");
                    Assert.True(retried.Status is HttpStatusCode.OK or HttpStatusCode.Accepted or HttpStatusCode.Conflict, retried.Text);
                    break;
                case "Failed" or "Cancelled":
                    Assert.Fail(export.Text);
                    break;
            }

            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), export.Text + Server.LastLines);
            await Task.Delay(20);
        }
    }

    /// <summary>Compares everything that is known about an export's file with the oracle; returns the SHA-256 of the stored bytes.</summary>
    private async Task<string> VerifyAsync(ChaosQuery query, string id)
    {
        var export = (await Client.SendAsync(HttpMethod.Get, ChaosClient.Exports(id))).Expect(HttpStatusCode.OK);
        var stored = await Client.DownloadAsync(ChaosClient.Exports(id) + "download" + (query.Compressed ? "?compression=gzip" : ""));
        var content = query.Compressed ? Inflate(stored) : stored;
        Assert.True(content.AsSpan().SequenceEqual(query.Content), $"The file of {id} differs from the oracle's at byte {content.AsSpan().CommonPrefixLength(query.Content)}: {export.Text}");
        Assert.Equal(query.Checksum, export["checksum"]);
        Assert.Equal(query.Rows.ToString(), export["rowCount"]);
        Assert.Equal(content.Length.ToString(), export["sizeInBytes"]);
        Assert.Equal("False", export["truncated"]);
        return Convert.ToHexStringLower(SHA256.HashData(stored));
    }

    private static byte[] Inflate(byte[] stored)
    {
        using var gzip = new GZipStream(new MemoryStream(stored), CompressionMode.Decompress);
        using var content = new MemoryStream();
        gzip.CopyTo(content);
        return content.ToArray();
    }
}
