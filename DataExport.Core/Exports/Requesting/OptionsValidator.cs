using DataExport.Core.Exports.Formats;
using DataExport.Core.Queries;

namespace DataExport.Core.Exports.Requesting;

/// <summary>Checks everything of a request but its query.</summary>
internal static class OptionsValidator
{
    private const int LongestName = 200;

    /// <summary>What is wrong; empty when nothing is.</summary>
    public static IReadOnlyList<ValidationError> Validate(ExportRequest request) => [.. Check(request)];

    private static IEnumerable<ValidationError> Check(ExportRequest request)
    {
        var options = request.Options;
        if (!ExportFormat.All.Contains(options.Format))
        {
            yield return new ValidationError("format", $"\"{options.Format}\" is not a valid choice.");
        }

        if (request.Limit < 1)
        {
            yield return new ValidationError("limit", "Ensure this value is greater than or equal to 1.");
        }

        if (request.Name?.Length > LongestName)
        {
            yield return new ValidationError("name", $"Ensure this field has no more than {LongestName} characters.");
        }

        if (options.Delimiter is not [(>= ' ' and <= '~') or '\t'] || options.Delimiter is "\"" || char.IsAsciiLetterOrDigit(options.Delimiter[0]))
        {
            yield return new ValidationError("options.delimiter", $"\"{options.Delimiter}\" cannot separate fields; use one character such as , ; | or a tab.");
        }

        if (options.Compression is not ("gzip" or "none"))
        {
            yield return new ValidationError("options.compression", $"\"{options.Compression}\" is not a valid choice; use gzip or none.");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _))
        {
            yield return new ValidationError("options.timezone", $"\"{options.TimeZone}\" is not a known time zone; use UTC or an IANA name such as Europe/Berlin.");
        }
    }
}
