using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace DataExport.Bench.Speed;

/// <summary>
/// Exports of ever more rows out of the same store, each in a process of its own: time, memory and allocation a row ought to stay.
/// </summary>
internal static class GrowthRun
{
    private const int Repeats = 3;
    private const double Days = 30;
    private const double SmallDays = 0.001;
    private static readonly int[] Sizes = [200_000, 1_000_000, 2_000_000, 5_000_000];

    /// <summary>Runs it.</summary>
    /// <param name="rows">How many events there are; larger exports are left out.</param>
    /// <param name="folder">Where they are, and stay for the next run.</param>
    public static async Task<int> RunAsync(int rows, string folder)
    {
        await using (var store = await BenchStore.CreateAsync(folder))
        {
            await store.StoreOnceAsync(rows);
        }

        Console.WriteLine("| rows | form | µs a row, median | of the processor, all threads | bytes allocated a row | MiB added to the resident memory at its peak |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var size in Sizes.Where(size => size <= rows))
        {
            foreach (var form in new[] { "plain", "gzip" })
            {
                var days = (Days * size / rows).ToString(CultureInfo.InvariantCulture);
                using var one = Process.Start("dotnet", [Assembly.GetExecutingAssembly().Location, "growth-one", folder, days, form]);
                await one.WaitForExitAsync();
            }
        }

        return 0;
    }

    /// <summary>
    /// Measures exports of the newest days in this process, which has made only a small one before: what the runtime and the libraries
    /// take once is the server's, not the export's.
    /// </summary>
    public static async Task<int> MeasureAsync(string folder, double days, string form)
    {
        await using var store = await BenchStore.CreateAsync(folder);
        (await MeasuredExport.RunAsync(store, form == "gzip", days: SmallDays)).RemoveFile();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        var before = ResidentMemory.Current();
        ResidentMemory.ForgetPeak();
        var first = await MeasuredExport.RunAsync(store, form == "gzip", days);
        var added = ResidentMemory.Peak() - before;
        first.RemoveFile();
        var exports = new List<MeasuredExport>();
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            exports.Add(await MeasuredExport.RunAsync(store, form == "gzip", days));
            exports[^1].RemoveFile();
        }

        var median = exports.OrderBy(export => export.Seconds).ElementAt(Repeats / 2);
        double rows = median.Artifact.Rows;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {rows:N0} | {form} | {median.Seconds * 1e6 / rows:N3} | {median.ProcessorSeconds * 1e6 / rows:N3} | {median.AllocatedBytes / rows:N1} | {added / 1048576.0:N0} |"));
        return 0;
    }
}
