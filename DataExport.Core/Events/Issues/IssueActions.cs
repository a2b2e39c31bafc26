using DataExport.Core.Organizations;

namespace DataExport.Core.Events.Issues;

/// <summary>Changes issues. Pages and API both come here.</summary>
public sealed class IssueActions(EventStore store, IssueCatalogue issues)
{
    /// <summary>Whether the caller may change the issues that the caller sees.</summary>
    public static bool MayChange(OrganizationAccess access) => access.Has(Scopes.EventWrite);

    /// <summary>Resolves an issue, ignores it, or takes either back.</summary>
    /// <param name="access">Who asks, and where.</param>
    /// <param name="id">The issue.</param>
    /// <param name="status">One of <see cref="IssueStatus.All"/>.</param>
    /// <param name="cancellationToken">Ends the wait to be written.</param>
    public async Task<IssueActionResult> SetStatusAsync(OrganizationAccess access, long id, string status, CancellationToken cancellationToken)
    {
        if (!IssueStatus.All.Contains(status))
        {
            throw new ArgumentOutOfRangeException(nameof(status), status, null);
        }

        if (issues.Find(id) is not { } issue || !access.CanSee([issue.ProjectId]))
        {
            return new IssueActionResult.NotFound();
        }

        if (!MayChange(access))
        {
            return new IssueActionResult.Forbidden();
        }

        await store.Writer.RunAsync(
            session =>
            {
                using var update = session.Connection.Prepare("UPDATE issues SET status = ?2 WHERE id = ?1");
                update.Bind(1, id).Bind(2, status).Run();
                return true;
            },
            cancellationToken);

        // It is gone where the undoing of an import took its last event meanwhile.
        return issues.Find(id) is { } changed ? new IssueActionResult.Done(changed) : new IssueActionResult.NotFound();
    }
}
