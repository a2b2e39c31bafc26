using DataExport.Core.Database;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Auditing;

/// <summary>Writes down who did what.</summary>
public sealed class AuditLog(IDbContextFactory<AppDbContext> databases, TimeProvider clock)
{
    /// <summary>
    /// Adds an entry to a change, so that both are stored by the same <see cref="AppDbContext.SaveChangesAsync(bool, CancellationToken)"/>
    /// or neither is; where the change is made by ExecuteUpdate or ExecuteDelete, save inside the same <see cref="AppDbContext.WriteAsync"/>.
    /// </summary>
    /// <param name="database">The context of the change.</param>
    /// <param name="action">What is done.</param>
    /// <param name="userId">Who does it; null when that is not known.</param>
    /// <param name="organizationId">Where; null for what concerns the whole instance.</param>
    /// <param name="subject">What it is done to; null for the person.</param>
    /// <param name="detail">What else there is to say, in a few words: never a payload, a token, a password or a query's value.</param>
    /// <param name="address">The client's network address.</param>
    public void Add(
        AppDbContext database, AuditAction action, int? userId, int? organizationId = null, AuditSubject? subject = null, string? detail = null, string? address = null) =>
        database.AuditEntries.Add(new AuditEntry
        {
            Date = clock.GetUtcNow().UtcDateTime,
            Action = action,
            UserId = userId,
            OrganizationId = organizationId,
            SubjectId = subject?.Id,
            SubjectName = subject?.Name,
            Detail = detail,
            Address = address,
        });

    /// <summary>Stores an entry of what changes nothing else in the database.</summary>
    /// <inheritdoc cref="Add"/>
    public async Task WriteAsync(AuditAction action, int? userId, string? detail, string? address, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        Add(database, action, userId, detail: detail, address: address);
        await database.SaveChangesAsync(cancellationToken);
    }
}
