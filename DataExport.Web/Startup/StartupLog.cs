namespace DataExport.Web.Startup;

internal static partial class StartupLog
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Information, Message = "Data in {Directory}, SQLite {Version}.")]
    public static partial void DataReady(this ILogger logger, string directory, string version);

    [LoggerMessage(EventId = 101, Level = LogLevel.Information, Message = "DataExport is ready at {Address}. {HowToSignIn}")]
    public static partial void Ready(this ILogger logger, string address, string howToSignIn);
}
