namespace DataExport.Core.Events.Importing;

/// <summary>Where an import stands.</summary>
public enum ImportState
{
    /// <summary>The file has been checked; its rows are being stored, and will be after a crash too.</summary>
    Storing,

    /// <summary>All rows are stored.</summary>
    Stored,

    /// <summary>Its events are being removed, and will be after a crash too.</summary>
    Undoing,

    /// <summary>Its events are gone.</summary>
    Undone,
}
