namespace DataExport.Core.Events.Importing;

/// <summary>Where a target's value comes from: columns of the file, or a constant.</summary>
/// <param name="Columns">The columns, joined by a space; none for a constant.</param>
/// <param name="Constant">The value that every row gets, or null.</param>
public sealed record ImportSource(IReadOnlyList<string> Columns, string? Constant = null)
{
    /// <summary>One column.</summary>
    public static ImportSource Column(string name) => new([name]);

    /// <summary>The same value for every row.</summary>
    public static ImportSource Always(string value) => new([], value);
}
