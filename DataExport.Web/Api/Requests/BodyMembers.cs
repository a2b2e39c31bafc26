using System.Text.Json;
using DataExport.Web.Api.Errors;

namespace DataExport.Web.Api.Requests;

/// <summary>
/// Takes members out of a JSON object by type, and notes each wrong one by its name: a person then mends them all at once.
/// </summary>
/// <param name="members">The object.</param>
/// <param name="errors">Where wrong members are noted.</param>
/// <param name="path">What stands before a member's name in messages, such as <c>options.</c>.</param>
internal sealed class BodyMembers(JsonElement members, FieldErrors errors, string path = "")
{
    private const string Required = "This field is required.";
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Members of the object that nobody has taken, with their path.</summary>
    public IEnumerable<string> Unknown =>
        members.EnumerateObject().Select(member => member.Name).Where(name => !_known.Contains(name)).Distinct().Select(name => path + name);

    /// <summary>A text; null when it is missing, null or wrong.</summary>
    public string? Text(string name, bool required = false, int maxLength = 200)
    {
        if (Take(name, required, JsonValueKind.String, "Not a valid string.") is not { } value)
        {
            return null;
        }

        var text = value.GetString()!;
        if (text.Length > maxLength)
        {
            errors.Add(path + name, $"Ensure this field has no more than {maxLength} characters.");
        }
        else if (required && string.IsNullOrWhiteSpace(text))
        {
            errors.Add(path + name, "This field may not be blank.");
        }

        return text;
    }

    /// <summary>A truth value; null when it is missing, null or wrong.</summary>
    public bool? Boolean(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        errors.Add(path + name, "Must be a valid boolean.");
        return null;
    }

    /// <summary>A whole number; null when it is missing, null or wrong.</summary>
    public long? Integer(string name)
    {
        if (Take(name, required: false, JsonValueKind.Number, "A valid integer is required.") is not { } value)
        {
            return null;
        }

        if (value.TryGetInt64(out var number))
        {
            return number;
        }

        errors.Add(path + name, "A valid integer is required.");
        return null;
    }

    /// <summary>An object; null when it is missing, null or wrong.</summary>
    public JsonElement? Object(string name, bool required = false) =>
        Take(name, required, JsonValueKind.Object, "Expected a JSON object.");

    /// <summary>A list of texts; null when it is missing, null or wrong.</summary>
    public IReadOnlyList<string>? Texts(string name, bool required = false)
    {
        if (Take(name, required, JsonValueKind.Array, "Expected a list of strings.") is not { } value)
        {
            return null;
        }

        if (value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        }

        errors.Add(path + name, "Expected a list of strings.");
        return null;
    }

    /// <summary>A member of any type; null when it is missing or null.</summary>
    public JsonElement? Any(string name, bool required = false)
    {
        var value = Find(name);
        if (value is null && required)
        {
            errors.Add(path + name, Required);
        }

        return value;
    }

    private JsonElement? Take(string name, bool required, JsonValueKind kind, string message)
    {
        if (Any(name, required) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == kind)
        {
            return value;
        }

        errors.Add(path + name, message);
        return null;
    }

    private JsonElement? Find(string name)
    {
        _known.Add(name);
        return members.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
