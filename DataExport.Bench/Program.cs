using System.Globalization;
using DataExport.Bench;

return args switch
{
    ["csv", var rows, var file] when long.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => SampleFile.Write(count, file),
    ["export", var rows] when int.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => await ExportRun.RunAsync(count),
    ["queries", var rows] when int.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => await QueryRun.RunAsync(count),
    ["previews", var rows] when int.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => await PreviewRun.RunAsync(count),
    ["ingest", var time] when int.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) => await IngestRun.RunAsync(seconds),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Usage:
          dotnet run -c Release --project DataExport.Bench -- csv ROWS FILE    writes a file to import, the same bytes each time
          dotnet run -c Release --project DataExport.Bench -- export ROWS      stores ROWS events and measures one export of them
          dotnet run -c Release --project DataExport.Bench -- queries ROWS     stores ROWS events and measures what can be asked of them
          dotnet run -c Release --project DataExport.Bench -- previews ROWS    stores ROWS events and measures previews, pages and counts
          dotnet run -c Release --project DataExport.Bench -- ingest SECONDS   sends events by HTTP over 32 connections, twice for so long
        """);
    return 2;
}
