using System.Diagnostics;
using System.Text.RegularExpressions;
using DataExport.Tests.Support;

namespace DataExport.Tests.Chaos;

/// <summary>
/// The real server as a process of its own, which can be killed and started again on the same data directory; it listens on
/// a free port of the loopback.
/// </summary>
internal sealed partial class ChaosServer : IAsyncDisposable
{
    public const string Organization = "acme";
    public const string Token = "chaos-token-of-the-tests-0123456789abcdef";

    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(30);

    private readonly string _directory = Directory.CreateTempSubdirectory("dataexport-chaos-").FullName;
    private readonly Queue<string> _lastLines = new();
    private Process? _process;
    private TaskCompletionSource<Uri> _address = new();

    /// <summary>The data directory.</summary>
    public string DataPath => Path.Combine(_directory, "data");

    /// <summary>Measures how soon exports are taken over after a kill.</summary>
    public TakeoverWatch Takeovers { get; } = new();

    /// <summary>Completes once it listens; a killed server's never does.</summary>
    public Task<Uri> Address => _address.Task;

    /// <summary>Whether the process runs.</summary>
    public bool Runs => _process is { HasExited: false };

    /// <summary>The last lines that it wrote, for the message of a failure.</summary>
    public string LastLines
    {
        get
        {
            lock (_lastLines)
            {
                return string.Join('\n', _lastLines);
            }
        }
    }

    /// <summary>Starts the process, without waiting until it listens.</summary>
    /// <param name="settings">Settings beyond the usual, such as <c>Failpoints:after-block=kill@3</c>.</param>
    public void Start(params string[] settings)
    {
        _address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory,
        };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "DataExport.Web.dll"), "--urls=http://127.0.0.1:0", $"--Data:Directory={DataPath}", "--Demo:Enabled=false",
            $"--Bootstrap:Organization={Organization}", "--Bootstrap:AdminEmail=owner@example.com",
            "--Bootstrap:AdminPassword=correct horse battery staple", $"--Bootstrap:ApiToken={Token}",
            "--RateLimit:Requests=1000000", "--Exports:LeaseSeconds=1", "--Exports:HeartbeatSeconds=0", "--Exports:PerUser=1000000",
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information", "--Logging:LogLevel:DataExport.Core.Exports.Generating=Information", .. settings.Select(setting => "--" + setting),
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var (process, address) = (new Process { StartInfo = start }, _address);
        process.OutputDataReceived += (_, line) => Read(line.Data, address);
        process.ErrorDataReceived += (_, line) => Read(line.Data, address);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
    }

    /// <summary>Starts the process and waits until it listens.</summary>
    public async Task StartAndWaitAsync(params string[] settings)
    {
        Start(settings);
        await Eventually.TrueAsync(() => Address.IsCompleted || !Runs, "the server listens", StartsWithin);
        Assert.True(Runs, "The server ended by itself:\n" + LastLines);
    }

    /// <summary>Ends the process by SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await EndedAsync();
    }

    /// <summary>Asks the process to end, by SIGTERM, and returns how long that took.</summary>
    public async Task<TimeSpan> StopAsync()
    {
        var watch = Stopwatch.StartNew();
        using var signal = Process.Start("kill", ["-TERM", _process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await EndedAsync();
        return watch.Elapsed;
    }

    /// <summary>Waits until the process has ended, as a failpoint makes it.</summary>
    public async Task WaitUntilDeadAsync(string because)
    {
        await Eventually.TrueAsync(() => !Runs, because, StartsWithin);
        await EndedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Runs)
        {
            await KillAsync();
        }

        _process?.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    // Returns when all that it wrote has been read.
    private async Task EndedAsync()
    {
        await _process!.WaitForExitAsync().WaitAsync(EndsWithin);
        Takeovers.Died();
    }

    private void Read(string? line, TaskCompletionSource<Uri> address)
    {
        if (line is null)
        {
            return;
        }

        Takeovers.Read(line);
        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > 60)
            {
                _lastLines.Dequeue();
            }
        }

        if (Listening().Match(line) is { Success: true } match)
        {
            address.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex("Now listening on: (http://[^ ]+)")]
    private static partial Regex Listening();
}
