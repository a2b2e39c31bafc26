namespace DataExport.Core.Exports.Notifying;

/// <summary>What a mail about an export says.</summary>
public enum MailKind
{
    /// <summary>The file is there.</summary>
    Completed,

    /// <summary>The export failed.</summary>
    Failed,
}
