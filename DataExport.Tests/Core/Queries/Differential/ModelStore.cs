using System.Text;
using System.Text.Json;
using DataExport.Core.Events;
using DataExport.Core.Organizations;
using DataExport.Core.Queries;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.Reading;

namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>Two thousand events, in a list and in a store, shared by the tests that compare the two.</summary>
public class ModelStore : IAsyncLifetime
{
    private const int EventCount = 2000;
    private static readonly Organization Organization = new() { Id = 1, Slug = "o", Name = "O" };
    private readonly FakeClock _clock = new() { Now = DateTime.UnixEpoch.AddMicroseconds(Sample.Noon).AddSeconds(90) };

    internal IReadOnlyList<ModelEvent> Events { get; } = ModelEvents.Make(EventCount, seed: 20261121);

    internal TemporaryStore Store { get; } = new();

    /// <summary>The time at which everything is asked, microseconds since 1970 UTC.</summary>
    internal static long Now => Sample.Noon + 90_000_000;

    public virtual async ValueTask InitializeAsync()
    {
        await Store.AddAsync(Events.Select(ModelEvents.ToStore));
        await Store.Store.Writer.RunAsync(
            session =>
            {
                foreach (var row in Events.Where(row => row.Status != "unresolved").DistinctBy(row => row.Issue))
                {
                    using var change = session.Connection.Prepare("UPDATE issues SET status = ?1 WHERE id = ?2");
                    change.Bind(1, row.Status).Bind(2, row.Issue).Run();
                }

                return 0;
            },
            CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Store.DisposeAsync();
    }

    /// <summary>The rows of the product's answer as JSON, from the query as it is asked by REST; or what it says is wrong.</summary>
    internal List<string> Answer(string info)
    {
        var projects = TemporaryStore.Slugs.Select(project => new Project { Id = project.Key, Slug = project.Value, Name = project.Value }).ToList();
        var access = new OrganizationAccess(new Caller(1, IsInstanceAdmin: false), Organization, OrganizationRole.Member, projects, new HashSet<string>());
        return new DiscoverNormaliser(Store.Store, _clock).Normalise(access, JsonElement.Parse(info)) is QueryResult.Valid valid
            ? Lines((DiscoverQuery)valid.Query)
            : [$"refused: {info}"];
    }

    private List<string> Lines(DiscoverQuery query)
    {
        using var reader = Store.Open(query);
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add($"[{string.Join(",", Enumerable.Range(0, reader.ColumnCount).Select(column => Json(reader.Cell(column))))}]");
        }

        return lines;
    }

    private static string Json(Cell cell) => cell.Kind switch
    {
        CellKind.Null => "null",
        CellKind.Text => JsonSerializer.Serialize(Encoding.UTF8.GetString(cell.Utf8)),
        _ => Encoding.UTF8.GetString(cell.Utf8),
    };
}
