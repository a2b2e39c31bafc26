namespace DataExport.Web.Api.Events;

/// <summary>What the fields of a table hold, as JSON.</summary>
/// <param name="Fields"><c>string</c>, <c>date</c>, <c>integer</c>, <c>number</c> or <c>boolean</c>, by field; for contexts and extra data by the values of the page, <c>mixed</c> when they differ.</param>
public sealed record EventTableMetaJson(IReadOnlyDictionary<string, string> Fields);
