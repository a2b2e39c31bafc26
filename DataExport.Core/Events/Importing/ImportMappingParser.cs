using System.Text.Json;

namespace DataExport.Core.Events.Importing;

/// <summary>Reads the JSON of a mapping and says what is wrong with it, all of it at once.</summary>
internal static class ImportMappingParser
{
    /// <summary>The member that holds the format of the times.</summary>
    public const string TimestampFormat = "timestampFormat";

    private const int LongestText = 65_536;

    public static MappingResult Parse(string json)
    {
        if (json.Length > LongestText)
        {
            return Invalid($"The mapping is longer than {LongestText} characters.");
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(document.RootElement)
                : Invalid("""The mapping must be a JSON object such as {"message": "Content"}.""");
        }
        catch (JsonException exception)
        {
            return Invalid($"The mapping is not valid JSON (line {exception.LineNumber + 1}, character {exception.BytePositionInLine + 1}).");
        }
        catch (InvalidOperationException)
        {
            // JsonElement's answer to a text with half of a surrogate pair.
            return Invalid("The mapping holds half of a surrogate pair, which is no text.");
        }
    }

    private static MappingResult Read(JsonElement root)
    {
        var targets = new Dictionary<string, ImportSource>(StringComparer.Ordinal);
        var problems = new List<string>();
        string? format = null;
        foreach (var member in root.EnumerateObject())
        {
            if (member.NameEquals(TimestampFormat))
            {
                format = ReadFormat(member.Value, problems);
            }
            else if (!ImportTargets.All.Contains(member.Name))
            {
                problems.Add($"\"{member.Name}\" is no target. Targets: {string.Join(", ", ImportTargets.All)}, and {TimestampFormat}.");
            }
            else if (ReadSource(member, problems) is { } source && !targets.TryAdd(member.Name, source))
            {
                problems.Add($"\"{member.Name}\" is there twice.");
            }
        }

        return problems.Count > 0 ? Invalid([.. problems]) : ImportMapping.Create(targets, format);
    }

    private static string? ReadFormat(JsonElement value, List<string> problems)
    {
        if (value.ValueKind is JsonValueKind.String or JsonValueKind.Null)
        {
            return value.GetString();
        }

        problems.Add($"\"{TimestampFormat}\" must be a text such as \"yyyy-MM-dd HH:mm:ss\".");
        return null;
    }

    private static ImportSource? ReadSource(JsonProperty member, List<string> problems)
    {
        var value = member.Value;
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            var text = value.GetString()!;
            return text.StartsWith('=') ? ImportSource.Always(text[1..]) : ImportSource.Column(text);
        }

        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
            && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            return new ImportSource([.. value.EnumerateArray().Select(item => item.GetString()!)]);
        }

        problems.Add($"\"{member.Name}\" must be a column, a list of columns, or \"=\" and a constant.");
        return null;
    }

    private static MappingResult.Invalid Invalid(params string[] messages) =>
        new([.. messages.Select(message => new ImportProblem(ImportProblem.Mapping, message))]);
}
