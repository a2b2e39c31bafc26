using System.ComponentModel.DataAnnotations;

namespace DataExport.Core.Events.Ingesting;

/// <summary>The section <c>Ingest</c> of the configuration.</summary>
public sealed class IngestSettings
{
    /// <summary>Events that a project may send in a minute; 0 for as many as can be stored.</summary>
    [Range(0, int.MaxValue, ErrorMessage = "Give a number from 0, which means no limit.")]
    public int EventsPerMinute { get; set; }

    /// <summary>
    /// Whether the values of tags are counted for the pages of issues, behind the events. Without it an issue's page shows no tags;
    /// exports are the same.
    /// </summary>
    public bool TagCounts { get; set; } = true;
}
