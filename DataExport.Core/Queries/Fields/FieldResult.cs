namespace DataExport.Core.Queries.Fields;

/// <summary>A parsed field, or what is wrong with it.</summary>
/// <param name="Field">The field; null when it is wrong.</param>
/// <param name="Error">What is wrong and what would be right; null when it is right.</param>
public readonly record struct FieldResult(Field? Field, string? Error = null);
