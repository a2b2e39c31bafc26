using System.Diagnostics;

namespace DataExport.Bench.Speed;

/// <summary>Another way to the same rows.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Database">The file that it reads; null for none.</param>
/// <param name="Needs">The programs that it is made of; it is left out when one is not installed.</param>
/// <param name="RunAsync">Writes the rows to the file of that path.</param>
internal sealed record Peer(string Name, string? Database, string[] Needs, Func<string, Task> RunAsync)
{
    /// <summary>The first of its programs that is not installed; null when all are.</summary>
    public string? Missing => Needs.FirstOrDefault(program => !(Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program))));

    /// <summary>A peer that is a line of the shell, in which <c>$DB</c> is the database, <c>$SQL</c> what to ask it and <c>$OUT</c> the file to write.</summary>
    public static Peer Shell(string name, string database, string select, string line, params string[] needs) => new(name, database, needs, async path =>
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", line]) { Environment = { ["DB"] = database, ["SQL"] = select, ["OUT"] = path } };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{name} ended with {process.ExitCode}.");
        }
    });
}
