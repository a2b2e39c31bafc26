namespace DataExport.Core.Auditing;

/// <summary>One line of the audit log as it is shown: an entry, or a recorded download, with the names that its ids have now.</summary>
public sealed class AuditLine
{
    /// <summary>When, UTC.</summary>
    public DateTime Date { get => DateTime.SpecifyKind(field, DateTimeKind.Utc); init; }

    /// <summary>What was done: the name of an <see cref="AuditAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>Key of the entry, or of the download; unique together with the action.</summary>
    public long Id { get; init; }

    /// <summary>Who did it; null when that is not known.</summary>
    public int? UserId { get; init; }

    /// <summary>That person's e-mail address; null when the person is gone.</summary>
    public string? Who { get; init; }

    /// <summary>Where; null for what concerns the whole instance.</summary>
    public int? OrganizationId { get; init; }

    /// <summary>The organization's name; null when it is gone.</summary>
    public string? OrganizationName { get; init; }

    /// <summary>The organization's name in addresses; null when it is gone.</summary>
    public string? OrganizationSlug { get; init; }

    /// <summary>The id of what it was done to.</summary>
    public string? SubjectId { get; init; }

    /// <summary>Its name: the one that it had, or, for an export, the one that it has; null when that is gone.</summary>
    public string? SubjectName { get; init; }

    /// <summary>Whether it is an export that is still there.</summary>
    public bool IsExport { get; init; }

    /// <summary>What else there is to say.</summary>
    public string? Detail { get; init; }

    /// <summary>The client's network address.</summary>
    public string? Address { get; init; }

    /// <summary>Of a download: how many bytes were sent; otherwise null.</summary>
    public long? BytesSent { get; init; }

    /// <summary>Of a download: whether all that was asked for was sent; otherwise null.</summary>
    public bool? Finished { get; init; }
}
