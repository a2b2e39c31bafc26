namespace DataExport.Core.Organizations;

/// <summary>One thing that is wrong with what was entered.</summary>
/// <param name="Field">The field that it concerns, as in the REST API, such as <c>slug</c>.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record FieldError(string Field, string Message);
