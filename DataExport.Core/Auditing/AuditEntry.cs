namespace DataExport.Core.Auditing;

/// <summary>
/// One thing that was done. The table is only ever appended to: triggers of the database refuse to change or delete a row. It holds ids
/// and names, never payloads, tokens, passwords or values of queries, and points at no other row, so that it outlives them all.
/// </summary>
public sealed class AuditEntry
{
    /// <summary>Key, rising.</summary>
    public long Id { get; set; }

    /// <summary>When, UTC.</summary>
    public DateTime Date { get; set; }

    /// <summary>What was done.</summary>
    public AuditAction Action { get; set; }

    /// <summary>Who did it; null when that is not known, or it was the program itself.</summary>
    public int? UserId { get; set; }

    /// <summary>Where; null for what concerns the whole instance.</summary>
    public int? OrganizationId { get; set; }

    /// <summary>The id of what it was done to; null for the person in <see cref="UserId"/>.</summary>
    public string? SubjectId { get; set; }

    /// <summary>The name that it had.</summary>
    public string? SubjectName { get; set; }

    /// <summary>What else there is to say in a few words, such as <c>member → owner</c>.</summary>
    public string? Detail { get; set; }

    /// <summary>The client's network address, of an attempt to sign in.</summary>
    public string? Address { get; set; }
}
