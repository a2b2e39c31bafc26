using System.Text;
using DataExport.Core.Events;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.Reading;

namespace DataExport.Tests.Core.Queries;

/// <summary>Rows in any order: by a slow evaluation of the same order over a list of events.</summary>
public sealed class SortTests : IAsyncLifetime
{
    private static readonly string?[] Texts = [null, "a", "A", "b", "é", "z", "10", "9", "-1", " ", "\uffff", "😀"];
    private readonly TemporaryStore _store = new();
    private readonly List<(NewEvent Event, int Id)> _events = [];

    public async ValueTask InitializeAsync()
    {
        var random = new Random(17);
        for (var id = 1; id <= 600; id++)
        {
            var made = Sample.Event(1 + random.Next(3), Sample.Noon + random.Next(5), "m", ("k", Texts[random.Next(Texts.Length)] ?? ""));
            (made.Release, made.Fingerprint) = (Texts[random.Next(Texts.Length)], $"{random.Next(12)}");
            (made.ErrorHandled, made.ErrorType) = (random.Next(3) switch { 0 => null, 1 => true, _ => false }, "E");
            _events.Add((made, id));
        }

        await _store.AddAsync(_events.Select(row => row.Event));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData("release")]
    [InlineData("-release")]
    [InlineData("tags[k]")]
    [InlineData("-tags[k]")]
    [InlineData("error.handled")]
    [InlineData("-error.handled")]
    [InlineData("project")]
    [InlineData("-project.id")]
    [InlineData("id")]
    [InlineData("-timestamp,release")]
    [InlineData("timestamp,-id")]
    [InlineData("project,-release,tags[k],timestamp")]
    public void Read_Sorted_IsInTotalOrder(string sort)
    {
        string[] fields = ["id", "release", "tags[k]", "error.handled", "project", "project.id"];
        var query = TemporaryStore.Query("", fields) with { Sort = sort.Split(',') };

        Assert.Equal(Expected(query.Sort), Ids(query));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(599)]
    [InlineData(600)]
    [InlineData(1000)]
    public void Read_MostRowsWanted_AreTheFirstOnes(int most)
    {
        var query = TemporaryStore.Query("", "id", "release") with { Sort = ["-release"] };
        using var reader = _store.Runner.Read(query, Bounds() with { Most = most }, TimeZoneInfo.Utc, null, CancellationToken.None);
        var ids = new List<string>();
        while (reader.Read())
        {
            ids.Add(Encoding.UTF8.GetString(reader.Cell(0).Utf8));
        }

        Assert.Equal(Expected(["-release"]).Take(most), ids);
    }

    [Fact]
    public void Read_AfterKey_GoesOnWithTheNext()
    {
        var query = TemporaryStore.Query("", "id", "release") with { Sort = ["release"] };
        RowKey key = default;
        using (var first = _store.Open(query))
        {
            for (var row = 0; row < 123; row++)
            {
                Assert.True(first.Read());
            }

            key = first.Key;
        }

        using var second = _store.Open(query, after: key);
        Assert.True(second.Read());
        Assert.Equal(Expected(["release"]).ElementAt(123), Encoding.UTF8.GetString(second.Cell(0).Utf8));
    }

    [Fact]
    public void Read_ByIssue_IsInTheOrderOfShortIdsAsText()
    {
        var rows = _store.Rows(TemporaryStore.Query("", "issue") with { Sort = ["issue"] }).Select(row => row[0]!).ToList();

        Assert.Equal(rows.OrderBy(issue => issue, StringComparer.Ordinal), rows);
        Assert.True(rows.IndexOf("SHOP-10") < rows.IndexOf("SHOP-9") && rows[0].StartsWith("BACK-OFFICE-1", StringComparison.Ordinal) && rows[^1] == "X-9");
    }

    [Fact]
    public void Read_Disposed_LeavesNoScratchFile()
    {
        var reader = _store.Open(TemporaryStore.Query("", "id", "release") with { Sort = ["release"] });
        Assert.True(reader.Read());
        Assert.Empty(_store.Scratch.Names());
        reader.Dispose();

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(_store.Scratch.PathOf("x"))!));
    }

    [Fact]
    public void Read_Cancelled_ThrowsAndLeavesNoScratchFile()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => _store.Open(TemporaryStore.Query("", "count()"), cancellationToken: source.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(_store.Scratch.PathOf("x"))!));
    }

    private QueryBounds Bounds() => new(_store.Store.CutOff, TemporaryStore.Slugs);

    private IEnumerable<string> Ids(DiscoverQuery query) => _store.Rows(query).Select(row => row[0]!);

    private IEnumerable<string> Expected(IReadOnlyList<string> sort)
    {
        var rows = _events.ToList();
        rows.Sort((left, right) =>
        {
            foreach (var entry in sort)
            {
                var order = Compare(left.Event, right.Event, entry.TrimStart('-'));
                if (order != 0)
                {
                    return entry[0] == '-' ? -order : order;
                }
            }

            var byTime = right.Event.Timestamp.CompareTo(left.Event.Timestamp);
            return byTime != 0 ? byTime : right.Id.CompareTo(left.Id);
        });
        return rows.Select(row => row.Event.EventId.ToString());
    }

    private static int Compare(NewEvent left, NewEvent right, string field) => field switch
    {
        "release" => Compare(left.Release, right.Release),
        "tags[k]" => Compare(SearchStore.Tag(left, "k"), SearchStore.Tag(right, "k")),
        "error.handled" => Nullable.Compare(left.ErrorHandled, right.ErrorHandled),
        "project" => Compare(TemporaryStore.Slugs[left.ProjectId], TemporaryStore.Slugs[right.ProjectId]),
        "project.id" => left.ProjectId.CompareTo(right.ProjectId),
        "id" => Compare(left.EventId.ToString(), right.EventId.ToString()),
        "timestamp" => left.Timestamp.CompareTo(right.Timestamp),
        _ => throw new InvalidOperationException(field),
    };

    private static int Compare(string? left, string? right) =>
        left is null || right is null ? (left is not null).CompareTo(right is not null)
        : Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
}
