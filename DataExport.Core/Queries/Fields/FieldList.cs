namespace DataExport.Core.Queries.Fields;

/// <summary>The fields of a query, and what it is sorted by.</summary>
/// <param name="texts">The fields as they were written.</param>
public sealed class FieldList(IReadOnlyList<string> texts)
{
    private const string Timestamp = "timestamp";

    /// <summary>The fields. What is no aggregate and no equation names a column, or the tag of that very key.</summary>
    public IReadOnlyList<Field> Fields { get; } = [.. texts.Select(text => FieldParser.Parse(text).Field ?? new Field.OfColumn(text))];

    /// <summary>Whether the events are grouped: by the plain columns, when there is an aggregate or an equation.</summary>
    public bool IsGrouped => Fields.Any(selected => selected is not Field.OfColumn);

    /// <summary>The sort of a query that asks for none: the newest rows first, or the greatest first aggregate.</summary>
    public string DefaultSort => "-" + (IsGrouped ? texts[Fields.TakeWhile(selected => selected is Field.OfColumn).Count()] : Timestamp);

    /// <summary>
    /// What an entry of <c>sort</c> names; null when it is not selected. Rows can be sorted by their time whether it is selected
    /// or not.
    /// </summary>
    public SortEntry? FindSort(string entry)
    {
        var descending = entry.StartsWith('-');
        return Find(descending ? entry[1..] : entry, descending) ?? (descending ? Find(entry, descending: false) : null);
    }

    private SortEntry? Find(string name, bool descending)
    {
        var wanted = FieldParser.Parse(name).Field;
        var index = texts.TakeWhile(text => text != name).Count();
        if (index == texts.Count && wanted is Field.OfAggregate or Field.OfEquation)
        {
            // The same aggregate may be written in several ways, such as with a space after a comma.
            index = Fields.TakeWhile(field => field != wanted).Count();
        }

        return index < texts.Count ? new SortEntry(index, descending)
            : name == Timestamp && !IsGrouped ? new SortEntry(SortEntry.ByTime, descending)
            : null;
    }
}
