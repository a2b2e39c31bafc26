namespace DataExport.Core.Queries.Columns;

/// <summary>Something of an event that can be asked for.</summary>
/// <param name="Name">The name that people use; the key for a tag.</param>
/// <param name="Kind">How its values are stored.</param>
/// <param name="Sql">The expression over <c>events</c>: from the catalogue alone, never from outside.</param>
public sealed record Column(string Name, ColumnKind Kind, string Sql)
{
    /// <summary>For a value within JSON, the names of the members that lead to it; they come from outside.</summary>
    public IReadOnlyList<string> Path { get; private init; } = [];

    /// <summary>The columns of <c>events</c> of which the first that is set is the value, or has it within.</summary>
    public IReadOnlyList<string> StoredIn { get; init; } = [Sql.Trim('"')];

    /// <summary>A column of a tag.</summary>
    public static Column OfTag(string key) => new(key, ColumnKind.Tag, "tags") { Path = [key] };

    /// <summary>A column of a value within one of the contexts.</summary>
    public static Column OfContext(string name, string key) => new($"contexts.{name}.{key}", ColumnKind.Json, "contexts") { Path = [name, key] };

    /// <summary>A column of a value of the extra data.</summary>
    public static Column OfExtra(string key) => new($"extra.{key}", ColumnKind.Json, "extra") { Path = [key] };
}
