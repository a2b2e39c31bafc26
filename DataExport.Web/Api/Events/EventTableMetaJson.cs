namespace DataExport.Web.Api.Events;

/// <summary>What the fields of a table hold, as JSON.</summary>
/// <param name="Fields"><c>string</c>, <c>date</c>, <c>integer</c>, <c>number</c> or <c>boolean</c>, by field.</param>
public sealed record EventTableMetaJson(IReadOnlyDictionary<string, string> Fields);
