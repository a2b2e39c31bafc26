using DataExport.Core.Exports;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Tests.Support;

/// <summary>Puts exports into <c>app.db</c> as if they had come there by request, in any state.</summary>
internal static class ExportRows
{
    /// <summary>Adds an export of a person in an organization.</summary>
    /// <param name="server">Where.</param>
    /// <param name="organization">Slug.</param>
    /// <param name="person">Whose.</param>
    /// <param name="state">Its state.</param>
    /// <param name="projects">The projects that it contains.</param>
    /// <param name="change">Further changes to the row.</param>
    public static async Task<string> AddExportAsync(
        this ServerFixture server, string organization, Person person, ExportState state, int[]? projects = null, Action<Export>? change = null)
    {
        var id = Guid.CreateVersion7().ToString("N");
        await server.WithDatabaseAsync(database => database.WriteAsync(async () =>
        {
            var export = new Export
            {
                Id = id,
                Sequence = (await database.Exports.MaxAsync(row => (long?)row.Sequence) ?? 0) + 1,
                OrganizationId = (await database.Organizations.SingleAsync(row => row.Slug == organization)).Id,
                UserId = person.Id,
                Name = "errors of the week",
                QueryType = QueryType.Discover,
                RequestedQuery = """{"field":["id"],"query":""}""",
                FrozenQuery = """{"field":["id"],"query":"","project":[1]}""",
                Options = new ExportOptions(),
                DedupeKey = id,
                State = state,
                DateCreated = new DateTime(2026, 11, 1, 12, 0, 0, DateTimeKind.Utc),
            };
            export.Projects.AddRange((projects ?? []).Select(project => new ExportProject { ExportId = id, ProjectId = project }));
            change?.Invoke(export);
            database.Exports.Add(export);
            return await database.SaveChangesAsync();
        }, CancellationToken.None));
        return id;
    }
}
