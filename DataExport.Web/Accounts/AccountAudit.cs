using DataExport.Core.Auditing;
using DataExport.Core.Database;
using DataExport.Core.Users;
using Microsoft.AspNetCore.Identity;

namespace DataExport.Web.Accounts;

/// <summary>Writes down what people do to their accounts, and from where.</summary>
public sealed class AccountAudit(AuditLog log, SignInManager<ApplicationUser> sessions)
{
    /// <summary>Notes an action of a person.</summary>
    /// <param name="action">What was done.</param>
    /// <param name="user">Who; null when that is not known.</param>
    /// <param name="detail">What else there is to say; never what was typed, which may be a password in the wrong field.</param>
    public Task NoteAsync(AuditAction action, ApplicationUser? user, string? detail = null) =>
        log.WriteAsync(action, user?.Id, detail, Address, CancellationToken.None);

    /// <summary>Notes an action of a person as a part of the caller's transaction.</summary>
    /// <param name="database">The context of the transaction.</param>
    /// <param name="action">What was done.</param>
    /// <param name="userId">Who; null when that is not known.</param>
    public void Add(AppDbContext database, AuditAction action, int? userId) => log.Add(database, action, userId, address: Address);

    private string? Address => sessions.Context.Connection.RemoteIpAddress?.ToString();
}
