namespace DataExport.Core.Queries;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Field">The member that it concerns, such as <c>limit</c>, or <c>query_info.field</c> within the query.</param>
/// <param name="Message">What is wrong and what would be right.</param>
/// <param name="Position">Where in the field's text, in characters from 0; null when it concerns the whole.</param>
public sealed record ValidationError(string Field, string Message, int? Position = null);
