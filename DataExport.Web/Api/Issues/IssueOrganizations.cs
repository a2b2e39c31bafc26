using System.Globalization;
using DataExport.Core.Database;
using DataExport.Core.Events.Issues;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Web.Api.Issues;

/// <summary>Finds the organization of an issue, for the addresses <c>issues/{issue}/…</c> that do not name it.</summary>
internal sealed class IssueOrganizations(IssueCatalogue issues, IDbContextFactory<AppDbContext> databases)
{
    /// <summary>The organization's id as an address would give it; null when there is no such issue.</summary>
    public async Task<string?> FindAsync(string? issue, CancellationToken cancellationToken)
    {
        if (!long.TryParse(issue, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || issues.Find(id) is not { } found)
        {
            return null;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var project = await database.Projects.AsNoTracking().FirstOrDefaultAsync(row => row.Id == found.ProjectId, cancellationToken);
        return project?.OrganizationId.ToString(CultureInfo.InvariantCulture);
    }
}
