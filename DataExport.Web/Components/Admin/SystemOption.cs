namespace DataExport.Web.Components.Admin;

/// <summary>One option as it holds.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its value; of a secret only whether it is set.</param>
/// <param name="Key">Its key in the configuration, such as <c>Exports:MaxRows</c>; null when it is no option.</param>
public sealed record SystemOption(string Name, string Value, string? Key = null);
