using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using DataExport.Tests.Support;

namespace DataExport.Tests.Interop;

/// <summary>A program for Node with its packages, in a folder of the tests; what is missing to run it skips the test, and is named.</summary>
internal static partial class NodeProgram
{
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(4);

    /// <summary>Installs the packages that the lock file names, and runs the script; returns what it prints.</summary>
    public static async Task<string> RunAsync(string name, string script, params string[] arguments)
    {
        var folder = Path.Combine(Repository.Root, "DataExport.Tests", "Interop", name);
        if (await TryRunAsync(folder, "node", "--version") is not { ExitCode: 0 })
        {
            Assert.Skip("Node.js is missing; install it (Debian: apt-get install nodejs npm) to run this test.");
        }

        await InstallAsync(folder);
        var ran = await TryRunAsync(folder, "node", [script, .. arguments]);
        return ran is { ExitCode: 0 } ? ran.Output : throw new Xunit.Sdk.XunitException($"node {script} failed:\n{ran?.Error}");
    }

    private static async Task InstallAsync(string folder)
    {
        // npm writes this file last.
        var (installed, wanted) = (new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json")), new FileInfo(Path.Combine(folder, "package-lock.json")));
        if (installed.Exists && installed.LastWriteTimeUtc >= wanted.LastWriteTimeUtc)
        {
            return;
        }

        if (await TryRunAsync(folder, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts") is not { } ran)
        {
            Assert.Skip("npm is missing; install it (Debian: apt-get install npm) to run this test.");
            return;
        }

        Assert.SkipWhen(ran.ExitCode != 0 && Unreachable().IsMatch(ran.Error), $"npm cannot reach its registry: {ran.Error}");
        Assert.True(ran.ExitCode == 0, $"npm ci failed:\n{ran.Error}");
    }

    private static async Task<Ran?> TryRunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            using var deadline = new CancellationTokenSource(Most);
            try
            {
                await process.WaitForExitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                Assert.Fail($"{program} {string.Join(' ', arguments)} did not end within {Most}.");
            }

            return new Ran(process.ExitCode, await output, await error);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex("ENOTFOUND|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ETIMEDOUT|ENETUNREACH")]
    private static partial Regex Unreachable();

    private sealed record Ran(int ExitCode, string Output, string Error);
}
