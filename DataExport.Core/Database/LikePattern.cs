namespace DataExport.Core.Database;

/// <summary>Patterns of SQL's LIKE, made from what people type.</summary>
public static class LikePattern
{
    /// <summary>The character that takes a wildcard's meaning away.</summary>
    public const string Escape = "\\";

    /// <summary>The pattern of texts that contain this one.</summary>
    public static string Containing(string text) =>
        $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
