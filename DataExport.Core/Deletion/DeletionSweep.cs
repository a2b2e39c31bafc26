using DataExport.Core.Database;
using DataExport.Core.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace DataExport.Core.Deletion;

/// <summary>
/// Removes the data of deleted projects and organizations: first from <c>events.db</c>, then the marked rows of <c>app.db</c>. What is to be
/// done stands in the marks, so it goes on after a crash where it was.
/// </summary>
public sealed partial class DeletionSweep(
    IDbContextFactory<AppDbContext> databases, ProjectClearing clearing, TimeProvider clock, ILogger<DeletionSweep> logger)
{
    /// <summary>How long a mark stays: whatever was on its way into the project when it was deleted has arrived by then, and is removed too.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(10);

    /// <summary>Removes what there is to remove now. To be called by one at a time.</summary>
    /// <exception cref="OperationCanceledException">It was broken off; the next call goes on.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var marked = await database.Projects.IgnoreQueryFilters().Where(row => row.DateDeleted != null).OrderBy(row => row.Id)
            .Select(row => new { row.Id, row.DateDeleted }).ToListAsync(cancellationToken);
        foreach (var project in marked)
        {
            if (await clearing.RunAsync(project.Id, cancellationToken) is var events and > 0)
            {
                LogCleared(project.Id, events);
            }

            if (HasSettled(project.DateDeleted))
            {
                await clearing.ForgetImportsAsync(project.Id, cancellationToken);
                await database.WriteAsync(
                    () => database.Projects.IgnoreQueryFilters().Where(row => row.Id == project.Id).ExecuteDeleteAsync(cancellationToken), cancellationToken);
                LogForgotten(project.Id);
            }
        }

        await RemoveOrganizationsAsync(database, cancellationToken);
    }

    // The last one may have got a project by a request that began before it was deleted: that one is marked here.
    private async Task RemoveOrganizationsAsync(AppDbContext database, CancellationToken cancellationToken)
    {
        var marked = await database.Organizations.IgnoreQueryFilters().Where(row => row.DateDeleted != null)
            .Select(row => new { row.Id, row.DateDeleted }).ToListAsync(cancellationToken);
        foreach (var organization in marked.Where(row => HasSettled(row.DateDeleted)))
        {
            var now = clock.GetUtcNow().UtcDateTime;
            await database.WriteAsync(
                async () =>
                {
                    var projects = database.Projects.IgnoreQueryFilters().Where(row => row.OrganizationId == organization.Id);
                    return await projects.AnyAsync(cancellationToken)
                        ? await projects.Where(row => row.DateDeleted == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.DateDeleted, now), cancellationToken)
                        : await database.Organizations.IgnoreQueryFilters().Where(row => row.Id == organization.Id).ExecuteDeleteAsync(cancellationToken);
                },
                cancellationToken);
        }
    }

    private bool HasSettled(DateTime? deleted) => deleted <= clock.GetUtcNow().UtcDateTime - Settling;

    [LoggerMessage(1, LogLevel.Information, "Project {Project} was deleted: {Events} of its events are removed.")]
    private partial void LogCleared(int project, long events);

    [LoggerMessage(2, LogLevel.Information, "Project {Project} was deleted: nothing is left of it.")]
    private partial void LogForgotten(int project);
}
