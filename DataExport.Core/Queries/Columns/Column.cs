namespace DataExport.Core.Queries.Columns;

/// <summary>Something of an event that can be asked for.</summary>
/// <param name="Name">The name that people use.</param>
/// <param name="Kind">How its values are stored.</param>
/// <param name="Sql">The expression over <c>events</c>: from the catalogue alone, never from outside. Empty for a tag.</param>
public sealed record Column(string Name, ColumnKind Kind, string Sql)
{
    /// <summary>A column of a tag; <see cref="Name"/> is its key.</summary>
    public static Column OfTag(string key) => new(key, ColumnKind.Tag, "");
}
