using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>A query whose rows are groups, or are sorted, over the events that another query finds.</summary>
internal sealed record AskedTable
{
    /// <summary>Which events; its own fields and order are not used.</summary>
    public required AskedQuery Found { get; init; }

    public required IReadOnlyList<AskedColumn> Columns { get; init; }

    /// <summary>Which columns, and whether descending; empty for the default.</summary>
    public IReadOnlyList<(int Column, bool Descending)> Sort { get; init; } = [];

    private bool IsGrouped => Columns.Any(column => column.Compute is not null);

    private double Seconds => Found is { Start: { } start, End: { } end } ? end - start : 0;

    /// <summary>The query as it is asked by REST.</summary>
    public string Info()
    {
        var info = JsonNode.Parse(Found.Info())!;
        info["field"] = new JsonArray([.. Columns.Select(column => (JsonNode?)column.Written)]);
        info["sort"] = new JsonArray([.. Sort.Select(key => (JsonNode?)((key.Descending ? "-" : "") + Columns[key.Column].Written))]);
        return info.ToJsonString();
    }

    /// <summary>The rows that the answer has to have, in their order.</summary>
    public List<IReadOnlyList<AskedValue>> Answer(IEnumerable<ModelEvent> events)
    {
        // By time alone, oldest first, is the latest first read backwards: of one time the earliest comes first then.
        var backwards = !IsGrouped && Sort is [(var column, false)] && Columns[column].Written == "timestamp";
        var found = (Found with { OldestFirst = backwards }).Rows(events).ToList();
        var plain = Columns.Where(selected => selected.Compute is null).ToList();
        List<List<ModelEvent>> groups = !IsGrouped ? [.. found.Select(row => new List<ModelEvent> { row })]
            : plain.Count == 0 ? [found]
            : [.. found.GroupBy(row => JsonSerializer.Serialize(plain.Select(selected => row.Show(selected.Written)))).Select(group => group.ToList())];
        var rows = groups.Select(group => (IReadOnlyList<AskedValue>)[.. Columns.Select(selected => selected.Of(group, Seconds))]).ToList();

        // A stable sort: rows come as the latest first, and groups are put in the order of their columns before.
        var keys = Sort.Count > 0 || !IsGrouped ? Sort : [(Columns.TakeWhile(selected => selected.Compute is null).Count(), true)];
        var ties = Enumerable.Range(0, IsGrouped ? Columns.Count : 0).Where(index => Columns[index].Compute is null).Select(index => (index, false));
        return [.. rows.Order(Comparer<IReadOnlyList<AskedValue>>.Create((left, right) => Compare(left, right, keys.Concat(ties))))];
    }

    /// <summary>Whether an answer is right.</summary>
    public static bool Fits(List<IReadOnlyList<AskedValue>> expected, List<string> lines) =>
        expected.Count == lines.Count && expected.Zip(lines).All(pair => Fits(pair.First, pair.Second));

    /// <summary>Whether a line of the answer is that row.</summary>
    public static bool Fits(IReadOnlyList<AskedValue> row, string line) =>
        line.StartsWith('[') && JsonSerializer.Deserialize<string?[]>(line)! is var cells && cells.Length == row.Count && row.Zip(cells).All(pair => pair.First.Fits(pair.Second));

    /// <summary>What is a little simpler, for shrinking.</summary>
    public IEnumerable<AskedTable> Simpler()
    {
        foreach (var found in Found.Simpler())
        {
            if (Columns.All(column => column.Written is not ("eps()" or "epm()")) || found is { Start: not null, End: not null })
            {
                yield return this with { Found = found };
            }
        }

        for (var index = 0; index < Columns.Count && Columns.Count > 1; index++)
        {
            if (Sort.All(key => key.Column != index))
            {
                yield return this with
                {
                    Columns = [.. Columns.Where((_, other) => other != index)],
                    Sort = [.. Sort.Select(key => (key.Column > index ? key.Column - 1 : key.Column, key.Descending))],
                };
            }
        }

        for (var index = 0; index < Sort.Count; index++)
        {
            yield return this with { Sort = [.. Sort.Where((_, other) => other != index)] };
        }
    }

    private static int Compare(IReadOnlyList<AskedValue> left, IReadOnlyList<AskedValue> right, IEnumerable<(int Column, bool Descending)> keys) =>
        keys.Select(key => AskedValue.Compare(left[key.Column], right[key.Column]) * (key.Descending ? -1 : 1)).FirstOrDefault(order => order != 0);
}
