using System.Globalization;
using DataExport.Core.Queries.Columns;
using DataExport.Core.Queries.Fields;
using DataExport.Core.Queries.Reading;

namespace DataExport.Core.Queries.Compilation;

/// <summary>The plain columns of a query with aggregates, by which events are grouped; named <c>g0</c>, <c>g1</c> and so on.</summary>
internal sealed class GroupColumns
{
    private readonly Dictionary<int, (Column Column, string Name, string Second)> _byField = [];
    private readonly List<string> _names = [];

    /// <summary>Takes the plain columns from the fields of a query.</summary>
    public GroupColumns(IReadOnlyList<Field> fields)
    {
        for (var index = 0; index < fields.Count; index++)
        {
            if (fields[index] is Field.OfColumn(var name))
            {
                var column = ColumnCatalogue.Find(name) ?? Column.OfTag(name);

                // An issue is its project and its number there, of which its short id is made.
                _byField[index] = (column, Add(), column.Kind == ColumnKind.Issue ? Add() : "");
            }
        }
    }

    /// <summary>The names, in order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The end of a statement that groups by the first columns that it selects.</summary>
    public string GroupBy => _names.Count == 0 ? "" : " GROUP BY " + string.Join(", ", Enumerable.Range(1, _names.Count));

    /// <summary>Appends the expressions over the events, each with a comma after it.</summary>
    public void Append(SqlText sql)
    {
        foreach (var (column, _, second) in _byField.Values)
        {
            _ = second.Length > 0 ? sql.Append($"project_id, {SortSql.IssueNumber}, ") : ColumnSql.AppendTyped(sql, column).Append(", ");
        }
    }

    /// <summary>What the groups are sorted by when all else is equal: each column, in order, ascending; of equal numbers the text.</summary>
    public IEnumerable<string> Order => _byField.Select(group => group.Value.Column.Kind == ColumnKind.Json ? group.Value.Name : OrderOf(group.Key));

    /// <summary>What a field's values are compared by.</summary>
    public string OrderOf(int field) => _byField[field] switch
    {
        ({ Kind: ColumnKind.Project }, var name, _) => SortSql.OfProject(name),
        ({ Kind: ColumnKind.Issue }, var name, var second) => SortSql.OfIssue(name, second),
        ({ Kind: ColumnKind.Json }, var name, _) => SortSql.OfTyped(name),
        var (_, name, _) => name,
    };

    /// <summary>The reader of a field, when the columns stand in the row from a place on; null when the field is no plain column.</summary>
    public CellReader? Reader(int field, int first, IReadOnlyDictionary<int, string> slugs, TimeZoneInfo zone)
    {
        if (!_byField.TryGetValue(field, out var found))
        {
            return null;
        }

        var place = first + _names.IndexOf(found.Name);
        return found.Column.Kind switch
        {
            ColumnKind.Project => new ProjectCellReader(place, slugs),
            ColumnKind.Issue => new IssueCellReader(place, place + 1, slugs),
            var kind => ValueReader(kind, place, zone),
        };
    }

    /// <summary>The reader of values that are no projects and no issues.</summary>
    public static CellReader ValueReader(ColumnKind kind, int place, TimeZoneInfo zone) => kind switch
    {
        ColumnKind.Time => new TimeCellReader(place, zone),
        ColumnKind.Integer => new NumberCellReader(place),
        ColumnKind.Boolean => new BooleanCellReader(place),
        ColumnKind.EventId => new HexCellReader(place),
        ColumnKind.Json => new TypedCellReader(place),
        _ => new TextCellReader(place),
    };

    private string Add()
    {
        _names.Add("g" + _names.Count.ToString(CultureInfo.InvariantCulture));
        return _names[^1];
    }
}
