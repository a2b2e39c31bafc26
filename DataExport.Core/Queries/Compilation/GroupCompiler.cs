using System.Globalization;
using DataExport.Core.Events;
using DataExport.Core.Queries.Columns;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.Fields;
using DataExport.Core.Queries.Reading;
using DataExport.Core.Queries.Scratch;

namespace DataExport.Core.Queries.Compilation;

/// <summary>Compiles a query with aggregates: parts of groups are gathered, and merged into the groups.</summary>
internal sealed class GroupCompiler
{
    private readonly DiscoverQuery _query;
    private readonly QueryBounds _bounds;
    private readonly FieldList _fields;
    private readonly GroupColumns _groups;
    private readonly GroupParts _parts;
    private readonly List<Aggregate> _aggregates;
    private readonly List<string> _merged;
    private readonly bool _eachEvent;

    private GroupCompiler(DiscoverQuery query, QueryBounds bounds)
    {
        _query = query;
        _bounds = bounds;
        _fields = new FieldList(query.Field);
        _groups = new GroupColumns(_fields.Fields);
        _aggregates = [.. _fields.Fields.SelectMany(field => field.Aggregates).Distinct()];
        _eachEvent = _aggregates.Exists(aggregate => aggregate.Function is AggregateFunction.CountUnique or AggregateFunction.Percentile);
        _parts = new GroupParts(_eachEvent);
        var seconds = query is { Start: { } start, End: { } end } ? (end - start).TotalSeconds : 0;
        _merged = [.. _aggregates.Select(aggregate => _parts.Merge(aggregate, seconds))];
    }

    /// <summary>Compiles a query with aggregates.</summary>
    public static ScratchPlan Compile(DiscoverQuery query, QueryBounds bounds, TimeZoneInfo zone) => new GroupCompiler(query, bounds).Compile(zone);

    /// <summary>A statement that counts the groups, over the events alone.</summary>
    public static SqlText Count(DiscoverQuery query, QueryBounds bounds)
    {
        var groups = new GroupColumns(new FieldList(query.Field).Fields);
        var sql = new SqlText();
        if (groups.Names.Count == 0)
        {
            return sql.Append("SELECT 1");
        }

        groups.Append(sql.Append("SELECT count(*) FROM (SELECT "));
        DiscoverCompiler.AppendCondition(sql.Append("1 FROM events WHERE "), query, bounds.CutOff, bounds.ProjectSlugs);
        return sql.Append($" AND project_id IN ({string.Join(", ", query.Project)}){groups.GroupBy})");
    }

    private ScratchPlan Compile(TimeZoneInfo zone)
    {
        var computed = Enumerable.Range(0, _fields.Fields.Count).Where(index => _fields.Fields[index] is not Field.OfColumn).ToList();
        string[] parts = [.. _groups.Names, .. _parts.Names, .. _parts.PercentileNames];
        string[] columns = [.. _groups.Names, .. computed.Select(Computed)];
        return new ScratchPlan
        {
            Tables = $"CREATE TABLE parts ({string.Join(", ", parts)}); CREATE TABLE rows ({string.Join(", ", ["row INTEGER PRIMARY KEY", .. columns])})",
            Gather = Gather(),
            Steps = [.. _parts.Percentiles.Select(PercentilesOf), Merge(computed, columns)],
            Read = $"SELECT {string.Join(", ", ["row", .. columns])} FROM rows WHERE row > ?1 ORDER BY row",
            Columns = [.. Enumerable.Range(0, _fields.Fields.Count).Select(index =>
                _groups.Reader(index, 1, _bounds.ProjectSlugs, zone) ?? Reader(_fields.Fields[index], 1 + Array.IndexOf(columns, Computed(index)), zone))],
        };
    }

    private GatherStep Gather()
    {
        var sql = new SqlText().Append($"INSERT INTO parts ({string.Join(", ", [.. _groups.Names, .. _parts.Names])}) SELECT ");
        _groups.Append(sql);
        _parts.Append(sql);
        sql.Append(" FROM events WHERE ");
        if (!_eachEvent)
        {
            DiscoverCompiler.AppendCondition(sql, _query, _bounds.CutOff, _bounds.ProjectSlugs).Append(" AND project_id = ").Parameter(0);
            return new GatherStep(sql.Append(_groups.GroupBy), _query.Project, sql.ParameterCount, null);
        }

        DiscoverCompiler.AppendFilter(sql, _query, _bounds.CutOff, _bounds.ProjectSlugs).Append(" AND project_id = ").Parameter(0);
        var project = sql.ParameterCount;
        sql.Append(" AND timestamp >= ").Parameter(0).Append(" AND timestamp < ").Parameter(0);
        return new GatherStep(sql, _query.Project, project, TimeRange.Of(_query));
    }

    /// <summary>Adds parts that hold nothing but percentiles: SQLite has no function for them, but can number values in their order.</summary>
    private SqlText PercentilesOf(IGrouping<string, (string Name, double Fraction)> percentiles)
    {
        var groups = string.Concat(_groups.Names.Select(name => name + ", "));
        var partition = _groups.Names.Count == 0 ? "" : $"PARTITION BY {string.Join(", ", _groups.Names)}";
        return new SqlText().Append($"""
            INSERT INTO parts ({groups}{string.Join(", ", percentiles.Select(percentile => percentile.Name))})
            SELECT {groups}{string.Join(", ", percentiles.Select(percentile => Between(GroupParts.Literal(percentile.Fraction))))}
            FROM (
                SELECT {groups}{percentiles.Key} AS value, row_number() OVER ({partition} ORDER BY {percentiles.Key}) - 1 AS place,
                    count(*) OVER ({partition}) - 1 AS last
                FROM parts WHERE {percentiles.Key} IS NOT NULL)
            {_groups.GroupBy}
            """);
    }

    // As percentile_cont: the place may fall between two values, and then a value between them is taken.
    private static string Between(string fraction)
    {
        var place = $"CAST({fraction} * last AS INTEGER)";
        var below = $"max(iif(place = {place}, value, NULL))";
        var above = $"max(iif(place = min({place} + 1, last), value, NULL))";
        var share = $"{fraction} * max(last) - CAST({fraction} * max(last) AS INTEGER)";

        // Where nothing lies between them nothing is computed, so that an infinite neighbour spoils only what it is part of.
        return $"iif({above} = {below} OR {share} = 0, {below}, {below} + ({share}) * ({above} - {below}))";
    }

    private SqlText Merge(List<int> computed, string[] columns)
    {
        var merged = string.Concat(_merged.Select((sql, index) => $", {sql} AS {Merged(_aggregates[index])}"));
        string[] selected = [.. _groups.Names, .. computed.Select(index => $"{Value(_fields.Fields[index])} AS {Computed(index)}")];
        var order = _query.Sort.Select(Order).Concat(_groups.Order);
        return new SqlText().Append($"""
            INSERT INTO rows ({string.Join(", ", columns)}) SELECT {string.Join(", ", selected)}
            FROM (SELECT {string.Join(", ", _groups.Names.DefaultIfEmpty("NULL"))}{merged} FROM parts{_groups.GroupBy})
            ORDER BY {string.Join(", ", order)}{SortedCompiler.Limit(_bounds)}
            """);
    }

    private string Order(string entry)
    {
        var key = _fields.FindSort(entry) ?? throw new InvalidOperationException($"A frozen query is sorted by what it does not select: {entry}");
        var value = _fields.Fields[key.Index] switch
        {
            Field.OfColumn => _groups.OrderOf(key.Index),
            Field.OfAggregate({ Function: AggregateFunction.Any, Column.Kind: ColumnKind.Json }) => SortSql.OfTyped(Computed(key.Index)),
            _ => Computed(key.Index),
        };
        return value + (key.Descending ? " DESC" : "");
    }

    private string Value(Field field) => field is Field.OfEquation(var equation) ? GroupParts.Finite(Value(equation)) : Merged(field.Aggregates.First());

    // Division by zero gives NULL in SQLite, for floating-point numbers too.
    private string Value(EquationNode node) => node switch
    {
        EquationNode.Number(var number) => GroupParts.Literal(number),
        EquationNode.OfAggregate({ IsExact: true } aggregate) => $"{NumberFunctions.OfKey}({Merged(aggregate)})",
        EquationNode.OfAggregate(var aggregate) => $"CAST({Merged(aggregate)} AS REAL)",
        EquationNode.Negative(var part) => $"(-{Value(part)})",
        EquationNode.Operation(var sign, var left, var right) => $"({Value(left)} {sign} {Value(right)})",
        _ => throw new InvalidOperationException($"An equation cannot hold {node.GetType().Name}."),
    };

    private static CellReader Reader(Field field, int place, TimeZoneInfo zone) => field switch
    {
        Field.OfAggregate({ Function: AggregateFunction.Count or AggregateFunction.CountUnique }) => new NumberCellReader(place),
        Field.OfAggregate({ IsExact: true }) => new NumberKeyCellReader(place),
        Field.OfAggregate({ Function: AggregateFunction.Min or AggregateFunction.Max, Column.Kind: ColumnKind.Integer }) => new NumberCellReader(place),
        Field.OfAggregate({ Function: AggregateFunction.Any } any) => GroupColumns.ValueReader(any.Column.Kind, place, zone),
        Field.OfAggregate({ IsNumber: false }) => new TimeCellReader(place, zone),
        _ => new DoubleCellReader(place),
    };

    private string Merged(Aggregate aggregate) => Name("a", _aggregates.IndexOf(aggregate));

    private static string Computed(int field) => Name("f", field);

    private static string Name(string letter, int index) => letter + index.ToString(CultureInfo.InvariantCulture);
}
