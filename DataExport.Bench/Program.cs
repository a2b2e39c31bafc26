using System.Globalization;
using DataExport.Bench;
using DataExport.Bench.Screens;
using DataExport.Bench.Speed;

return args switch
{
    ["csv", var rows, var file] when long.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => WriteSample(count, file),
    ["speed", var rows, var folder, var rounds] when int.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && int.TryParse(rounds, NumberStyles.None, CultureInfo.InvariantCulture, out var times) => await SpeedRun.RunAsync(count, folder, times),
    ["searches", var rows, var folder, var rounds] when int.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && int.TryParse(rounds, NumberStyles.None, CultureInfo.InvariantCulture, out var times) => await SpeedRun.SearchAsync(count, folder, times),
    ["downloads"] => await DownloadRun.RunAsync(),
    ["growth", var rows, var folder] when int.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => await GrowthRun.RunAsync(count, folder),
    ["growth-one", var folder, var days, var form] => await GrowthRun.MeasureAsync(folder, double.Parse(days, CultureInfo.InvariantCulture), form),
    ["queries", var rows] when int.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => await QueryRun.RunAsync(count),
    ["previews", var rows] when int.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => await PreviewRun.RunAsync(count),
    ["ingest", var time] when int.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) => await IngestRun.RunAsync(seconds),
    ["screens", "list"] => await ListRun.RunAsync(),
    ["screens", "followers", var rows] when int.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => await FollowersRun.RunAsync(count),
    ["screens", "sign-in"] => await SignInRun.RunAsync(),
    _ => Usage(),
};

static int WriteSample(long rows, string file)
{
    Console.WriteLine(SampleFile.Write(rows, file));
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("""
        Usage:
          dotnet run -c Release --project DataExport.Bench -- csv ROWS FILE    writes a file to import, the same bytes each time
          dotnet run -c Release --project DataExport.Bench -- speed ROWS FOLDER ROUNDS   exports ROWS events, which stay in FOLDER, in turn with other ways
          dotnet run -c Release --project DataExport.Bench -- searches ROWS FOLDER ROUNDS   the same for some searches among these events
          dotnet run -c Release --project DataExport.Bench -- growth ROWS FOLDER         exports ever more of the events in FOLDER
          dotnet run -c Release --project DataExport.Bench -- downloads        fetches a finished file from the server and from nginx, in turn
          dotnet run -c Release --project DataExport.Bench -- queries ROWS     stores ROWS events and measures what can be asked of them
          dotnet run -c Release --project DataExport.Bench -- previews ROWS    stores ROWS events and measures previews, pages and counts
          dotnet run -c Release --project DataExport.Bench -- ingest SECONDS   sends events by HTTP over 32 connections, twice for so long
          dotnet run -c Release --project DataExport.Bench -- screens list     pages through 10,000 exports and filters them, in Chromium
          dotnet run -c Release --project DataExport.Bench -- screens followers ROWS   exports ROWS events ten times at once while 200 pages follow
          dotnet run -c Release --project DataExport.Bench -- screens sign-in  signs in with new browsers, until the first page answers a click
        """);
    return 2;
}
