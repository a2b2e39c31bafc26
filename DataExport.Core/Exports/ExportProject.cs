namespace DataExport.Core.Exports;

/// <summary>A project that an export contains.</summary>
public sealed class ExportProject
{
    /// <summary>The export.</summary>
    public string ExportId { get; set; } = "";

    /// <summary>The project; not a foreign key, for the export outlives it.</summary>
    public int ProjectId { get; set; }

    /// <summary>The project's slug when the export was requested; a later renaming does not change the file.</summary>
    public string Slug { get; set; } = "";
}
