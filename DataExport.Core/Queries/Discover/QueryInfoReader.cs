using System.Text.Json;

namespace DataExport.Core.Queries.Discover;

/// <summary>Reads the members of a query and gathers what is wrong with them.</summary>
internal sealed class QueryInfoReader(JsonElement info)
{
    /// <summary>Whether it is an object whose names are text; JSON can escape half a surrogate pair, which is none.</summary>
    public static bool CanRead(JsonElement info)
    {
        try
        {
            return info.ValueKind == JsonValueKind.Object && info.EnumerateObject().All(member => member.Name is not null);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>What was found to be wrong so far.</summary>
    public List<ValidationError> Errors { get; } = [];

    /// <summary>Whether the member is there and not null.</summary>
    public bool Has(string name) => Member(name) is not null;

    /// <summary>Whether something is wrong with the member.</summary>
    public bool HasErrorIn(string name) => Errors.Exists(error => error.Field == FieldOf(name));

    /// <summary>What is said of members that are not known, which are ignored.</summary>
    public List<string> Ignored(IReadOnlyList<string> known) =>
        [.. from member in info.EnumerateObject() where !known.Contains(member.Name) select $"query_info.{member.Name} is not known and was ignored."];

    /// <summary>Notes that something is wrong with a member.</summary>
    public void Fail(string name, string message, int? position = null) => Errors.Add(new ValidationError(FieldOf(name), message, position));

    /// <summary>A text member; null when it is missing or wrong.</summary>
    public string? String(string name)
    {
        var member = Member(name);
        if (member is null || Text(member.Value) is { } text)
        {
            return member is null ? null : Text(member.Value);
        }

        Fail(name, $"{name} must be a string, not {Describe(member.Value)}");
        return null;
    }

    /// <summary>A member that is a text or a list of texts; null when it is missing or wrong.</summary>
    public List<string>? Strings(string name) => List(name, "a string or a list of strings", Text);

    /// <summary>A member that is a text, a whole number, or a list of them, all as text; null when it is missing or wrong.</summary>
    public List<string>? Scalars(string name) => List(name, "a string, a whole number, or a list of them", ScalarText);

    /// <summary>A member that is a text, a whole number, or a list of one of them, as text; null when it is missing or anything else.</summary>
    public string? Scalar(string name) => Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list => list.GetArrayLength() == 1 ? ScalarText(list[0]) : null,
        var value => ScalarText(value.Value),
    };

    private static string? ScalarText(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _) ? value.GetRawText() : Text(value);

    private static string FieldOf(string name) => $"query_info.{name}";

    private JsonElement? Member(string name) =>
        info.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    private List<string>? List(string name, string expected, Func<JsonElement, string?> read)
    {
        if (Member(name) is not { } member)
        {
            return null;
        }

        var values = new List<string>();
        foreach (var item in member.ValueKind == JsonValueKind.Array ? [.. member.EnumerateArray()] : new[] { member })
        {
            if (read(item) is not { } value)
            {
                Fail(name, $"{name} must be {expected}, not {Describe(item)}");
                return null;
            }

            values.Add(value);
        }

        return values;
    }

    // GetString refuses half a surrogate pair.
    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "text that is not valid Unicode",
        _ => value.GetRawText() is { Length: <= 40 } text ? text : "a long number",
    };
}
