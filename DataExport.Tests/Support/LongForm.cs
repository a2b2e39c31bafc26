using System.Globalization;

namespace DataExport.Tests.Support;

/// <summary>What the long forms of tests, run by hand, take from environment variables.</summary>
internal static class LongForm
{
    /// <summary>The number that a variable holds, or the usual one.</summary>
    public static int Setting(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;
}
