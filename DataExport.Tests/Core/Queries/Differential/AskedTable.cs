using System.Text.Json.Nodes;

namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>A query whose rows are groups, or are sorted, over the events that another query finds.</summary>
internal sealed record AskedTable : IAsked<AskedTable>
{
    /// <summary>Which events; its own fields and order are not used.</summary>
    public required AskedQuery Found { get; init; }

    public required IReadOnlyList<AskedColumn> Columns { get; init; }

    /// <summary>Which columns, and whether descending; empty for the default.</summary>
    public IReadOnlyList<(int Column, bool Descending)> Sort { get; init; } = [];

    /// <inheritdoc/>
    public string SearchText => Found.SearchText;

    private bool IsGrouped => Columns.Any(column => column.Compute is not null);

    private double Seconds => Found is { Start: { } start, End: { } end } ? end - start : 0;

    /// <inheritdoc/>
    public string Info()
    {
        var info = JsonNode.Parse(Found.Info())!;
        info["field"] = new JsonArray([.. Columns.Select(column => (JsonNode?)column.Written)]);
        info["sort"] = new JsonArray([.. Sort.Select(key => (JsonNode?)((key.Descending ? "-" : "") + Columns[key.Column].Written))]);
        return info.ToJsonString();
    }

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<AskedValue>> Answer(IEnumerable<ModelEvent> events)
    {
        // By time alone, oldest first, is the latest first read backwards: of one time the earliest comes first then.
        var backwards = !IsGrouped && Sort is [(var column, false)] && Columns[column].Written == "timestamp";
        var found = (Found with { OldestFirst = backwards }).Rows(events).ToList();
        var plain = Columns.Where(selected => selected.Compute is null).ToList();
        List<List<ModelEvent>> groups = !IsGrouped ? [.. found.Select(row => new List<ModelEvent> { row })]
            : plain.Count == 0 ? [found]
            : [.. found.GroupBy(row => string.Join(",", plain.Select(selected => AskedValue.OfColumn(row, selected.Written).Json))).Select(group => group.ToList())];
        var rows = groups.Select(group => (IReadOnlyList<AskedValue>)[.. Columns.Select(selected => selected.Of(group, Seconds))]).ToList();

        // A stable sort: rows come as the latest first, and groups are put in the order of their columns before.
        var keys = Sort.Count > 0 || !IsGrouped ? Sort : [(Columns.TakeWhile(selected => selected.Compute is null).Count(), true)];
        return [.. rows.Order(Comparer<IReadOnlyList<AskedValue>>.Create((left, right) => Compare(left, right, keys)))];
    }

    /// <inheritdoc/>
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

    private int Compare(IReadOnlyList<AskedValue> left, IReadOnlyList<AskedValue> right, IEnumerable<(int Column, bool Descending)> keys)
    {
        var ties = Enumerable.Range(0, IsGrouped ? Columns.Count : 0).Where(index => Columns[index].Compute is null);
        return keys.Select(key => AskedValue.Compare(left[key.Column], right[key.Column]) * (key.Descending ? -1 : 1))
            .Concat(ties.Select(column => AskedValue.CompareWritten(left[column], right[column])))
            .FirstOrDefault(order => order != 0);
    }
}
