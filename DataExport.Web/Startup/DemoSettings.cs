namespace DataExport.Web.Startup;

/// <summary>The section <c>Demo</c>.</summary>
public sealed class DemoSettings
{
    /// <summary>Whether a new database with nothing bootstrapped gets the demo; null for only in Development.</summary>
    public bool? Enabled { get; set; }
}
