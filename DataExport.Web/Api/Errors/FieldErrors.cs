namespace DataExport.Web.Api.Errors;

/// <summary>What is wrong with a request, by field, in the order it was found.</summary>
public sealed class FieldErrors
{
    /// <summary>Where messages go that concern the request, or its query, as a whole.</summary>
    public const string NonField = "non_field_errors";

    private const string Query = "query_info";

    /// <summary>The messages for each field, as they are answered.</summary>
    public Dictionary<string, List<string>> ByField { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether anything is wrong.</summary>
    public bool Any => ByField.Count > 0;

    /// <summary>Notes a message for a field.</summary>
    public void Add(string field, string message)
    {
        if (!ByField.TryGetValue(field, out var messages))
        {
            ByField[field] = messages = [];
        }

        messages.Add(message);
    }

    /// <summary>Notes a message of the core; what concerns the query's inside has no field of its own, as in the reference system.</summary>
    public void AddFromCore(string field, string message) =>
        Add(field.StartsWith(Query, StringComparison.Ordinal) ? NonField : field, message);
}
