using System.Diagnostics;
using System.Text.RegularExpressions;

namespace DataExport.Bench;

/// <summary>The real server as a process of its own, on a free port of the loopback and in a folder that goes with it.</summary>
internal sealed partial class BenchServer : IAsyncDisposable
{
    /// <summary>A token with every scope.</summary>
    public const string Token = "bench-token-0123456789-0123456789-0123456789";

    private readonly string _folder = Directory.CreateTempSubdirectory("dataexport-bench-").FullName;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    private BenchServer(string[] settings)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "DataExport.Web.dll"), "--urls=http://127.0.0.1:0", $"--Data:Directory={_folder}/data", "--Demo:Enabled=false",
            "--Bootstrap:Organization=bench", "--Bootstrap:AdminEmail=bench@example.com", "--Bootstrap:AdminPassword=correct horse battery staple",
            $"--Bootstrap:ApiToken={Token}", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information", .. settings,
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory };
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException("The server has ended."));
        _process.Start();
        _process.BeginOutputReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = new("http://localhost/");

    /// <summary>Where its finished files are.</summary>
    public string ExportsFolder => Path.Combine(_folder, "data", "exports");

    /// <summary>What its cores have spent.</summary>
    public TimeSpan ProcessorTime => Refreshed().TotalProcessorTime;

    /// <summary>The most memory that it has had.</summary>
    public double PeakMegabytes => Refreshed().PeakWorkingSet64 / 1048576.0;

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<BenchServer> StartAsync(params string[] settings)
    {
        var server = new BenchServer(settings);
        server.Address = await server._address.Task;
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Process Refreshed()
    {
        _process.Refresh();
        return _process;
    }

    private void Read(string? line)
    {
        if (line is not null && Listening().Match(line) is { Success: true } match)
        {
            _address.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex("Now listening on: (http://[^ ]+)")]
    private static partial Regex Listening();
}
