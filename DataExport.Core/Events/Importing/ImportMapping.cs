using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataExport.Core.Events.Importing;

/// <summary>Which columns of a file mean what. Columns that it does not name become tags.</summary>
public sealed class ImportMapping
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ImportMapping(IReadOnlyDictionary<string, ImportSource> targets, string? timestampFormat, bool isByName)
    {
        (Targets, TimestampFormat, IsByName) = (targets, timestampFormat, isByName);
        Timestamps = new TimestampReader(timestampFormat);
    }

    /// <summary>The mapping where none is given: each target takes the column of its name, where there is one.</summary>
    public static ImportMapping ByName { get; } =
        new(ImportTargets.All.ToDictionary(target => target, ImportSource.Column, StringComparer.Ordinal), null, isByName: true);

    /// <summary>Where each mapped target comes from.</summary>
    public IReadOnlyDictionary<string, ImportSource> Targets { get; }

    /// <summary>The .NET format of the times, or null for ISO 8601 and epoch seconds or milliseconds.</summary>
    public string? TimestampFormat { get; }

    /// <summary>Whether no mapping was given: a column that is missing is then no mistake.</summary>
    public bool IsByName { get; }

    /// <summary>Reads times in the mapping's format.</summary>
    internal TimestampReader Timestamps { get; }

    /// <summary>Makes a mapping from its parts and checks it.</summary>
    public static MappingResult Create(IReadOnlyDictionary<string, ImportSource> targets, string? timestampFormat)
    {
        var mapping = new ImportMapping(targets, timestampFormat, isByName: false);
        var problems = ImportMappingRules.Check(mapping).Select(message => new ImportProblem(ImportProblem.Mapping, message)).ToList();
        return problems.Count == 0 ? new MappingResult.Valid(mapping) : new MappingResult.Invalid(problems);
    }

    /// <summary>Reads the JSON of a mapping, <c>{"message": "Content", "timestamp": ["Date", "Time"], "environment": "=production"}</c>.</summary>
    /// <param name="json">The text; null or empty for <see cref="ByName"/>.</param>
    public static MappingResult Parse(string? json) =>
        string.IsNullOrWhiteSpace(json) ? new MappingResult.Valid(ByName) : ImportMappingParser.Parse(json);

    /// <summary>The mapping as JSON; empty for <see cref="ByName"/>.</summary>
    public string ToJson()
    {
        if (IsByName)
        {
            return "";
        }

        var json = new JsonObject();
        foreach (var (target, source) in Targets)
        {
            json[target] = ToJson(source);
        }

        if (TimestampFormat is not null)
        {
            json[ImportMappingParser.TimestampFormat] = TimestampFormat;
        }

        return json.ToJsonString(Json);
    }

    private static JsonNode ToJson(ImportSource source) =>
        source.Constant is { } constant ? JsonValue.Create($"={constant}")
        : source.Columns is [var only] && !only.StartsWith('=') ? JsonValue.Create(only)
        : new JsonArray([.. source.Columns.Select(column => JsonValue.Create(column))]);
}
