using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Requesting;
using DataExport.Web.Api.Errors;
using DataExport.Web.Api.Requests;

namespace DataExport.Web.Api.Exports;

/// <summary>Reads the body of POST data-export: types are checked here, what the values mean is the core's matter.</summary>
internal static class ExportRequestReader
{
    private const string IdempotencyHeader = "Idempotency-Key";
    private const int MaxKeyLength = 255;

    /// <summary>Reads the request, or says all that is wrong with its types.</summary>
    public static async Task<(ExportRequest? Request, ApiError? Error)> ReadAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        var key = (string?)http.Headers[IdempotencyHeader];
        if (key?.Length > MaxKeyLength)
        {
            return (null, ApiError.BadRequest($"The header {IdempotencyHeader} may have {MaxKeyLength} characters."));
        }

        var (body, error) = await JsonBody.ReadAsync(http, cancellationToken);
        if (body is null)
        {
            return (null, error);
        }

        var errors = new FieldErrors();
        var environments = http.Query["environment"].OfType<string>().Where(name => name.Length > 0).ToArray();
        var request = Read(body.Members, environments, errors);
        return errors.Any
            ? (null, ApiError.Validation(errors))
            : (request with { IdempotencyKey = string.IsNullOrEmpty(key) ? null : key, BodyHash = Hash(body, environments) }, null);
    }

    private static ExportRequest Read(JsonElement body, string[] environments, FieldErrors errors)
    {
        var members = new BodyMembers(body, errors);
        var type = ReadType(members, errors);
        var query = members.Object("query_info", required: true) ?? default;
        var format = members.Text("format");
        var (options, optionMembers) = ReadOptions(members, format, errors);
        var request = new ExportRequest
        {
            QueryType = type,
            QueryInfo = environments.Length == 0 || errors.Any ? query : WithEnvironments(query, environments),
            Options = options,
            Limit = members.Integer("limit"),
            Name = members.Text("name"),
            Notify = members.Boolean("notify") ?? true,
        };
        return request with { Warnings = [.. members.Unknown.Concat(optionMembers).Select(name => $"\"{name}\" is not known and was ignored.")] };
    }

    private static QueryType ReadType(BodyMembers members, FieldErrors errors)
    {
        if (members.Any("query_type", required: true) is not { } value)
        {
            return default;
        }

        if (QueryTypeNames.Parse(value) is { } type)
        {
            return type;
        }

        errors.Add("query_type", $"\"{(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText())}\" is not a valid choice.");
        return default;
    }

    private static (ExportOptions Options, IEnumerable<string> Unknown) ReadOptions(BodyMembers members, string? format, FieldErrors errors)
    {
        var defaults = new ExportOptions();
        if (members.Object("options") is not { } element)
        {
            return (defaults with { Format = format ?? defaults.Format }, []);
        }

        var options = new BodyMembers(element, errors, "options.");
        return (new ExportOptions
        {
            Format = format ?? defaults.Format,
            Delimiter = options.Text("delimiter") ?? defaults.Delimiter,
            Bom = options.Boolean("bom") ?? defaults.Bom,
            SpreadsheetSafe = options.Boolean("spreadsheetSafe") ?? defaults.SpreadsheetSafe,
            TimeZone = options.Text("timezone") ?? defaults.TimeZone,
            Compression = options.Text("compression") ?? defaults.Compression,
        }, options.Unknown);
    }

    private static JsonElement WithEnvironments(JsonElement query, string[] environments)
    {
        var changed = JsonObject.Create(query)!;
        changed["environment"] = new JsonArray([.. environments.Select(name => JsonValue.Create(name))]);
        return JsonSerializer.SerializeToElement(changed);
    }

    private static string Hash(JsonBody body, string[] environments)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(body.Bytes.Span);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Concat(environments.Select(name => $"\n{name}"))));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
