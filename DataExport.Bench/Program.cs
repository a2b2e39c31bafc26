using System.Globalization;
using DataExport.Bench;

return args switch
{
    ["csv", var rows, var file] when long.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => SampleFile.Write(count, file),
    ["export", var rows] when int.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => await ExportRun.RunAsync(count),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Usage:
          dotnet run -c Release --project DataExport.Bench -- csv ROWS FILE    writes a file to import, the same bytes each time
          dotnet run -c Release --project DataExport.Bench -- export ROWS      stores ROWS events and measures one export of them
        """);
    return 2;
}
