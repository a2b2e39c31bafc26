using DataExport.Core.Auditing;
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
        log.WriteAsync(action, user?.Id, detail, sessions.Context.Connection.RemoteIpAddress?.ToString(), CancellationToken.None);
}
