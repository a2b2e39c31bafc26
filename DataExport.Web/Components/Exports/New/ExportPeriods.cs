namespace DataExport.Web.Components.Exports.New;

/// <summary>The periods to choose from.</summary>
public static class ExportPeriods
{
    /// <summary>Stands for a start and an end of one's own.</summary>
    public const string Custom = "custom";

    /// <summary>Value and text of each; an empty value is all time.</summary>
    public static IReadOnlyList<(string Value, string Text)> All { get; } =
        [("1h", "Last hour"), ("24h", "24 hours"), ("7d", "7 days"), ("14d", "14 days"), ("30d", "30 days"), ("90d", "90 days"), ("", "All time"), (Custom, "From … to")];

    /// <summary>The text of a period.</summary>
    public static string TextOf(string value) => All.FirstOrDefault(period => period.Value == value).Text ?? value;
}
