namespace DataExport.Core.Queries.Reading;

/// <summary>One value of one row, as UTF-8 that is valid until the next cell is read.</summary>
public readonly ref struct Cell(CellKind kind, ReadOnlySpan<byte> utf8)
{
    /// <summary>What it holds.</summary>
    public CellKind Kind { get; } = kind;

    /// <summary>Its text; empty for <see cref="CellKind.Null"/>.</summary>
    public ReadOnlySpan<byte> Utf8 { get; } = utf8;
}
