namespace DataExport.Core.Events.Ingesting;

/// <summary>Finds the public key in what SDKs send beside the body.</summary>
public static class SentryKeys
{
    private const string Scheme = "Sentry ";
    private const string KeyName = "sentry_key=";

    /// <summary>The keys of <c>X-Sentry-Auth: Sentry sentry_version=7, sentry_client=…, sentry_key=…</c>; none when there is none.</summary>
    public static IEnumerable<string> OfHeader(string? header)
    {
        if (header is null)
        {
            return [];
        }

        var fields = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..] : header;
        return fields.Split(',', StringSplitOptions.TrimEntries)
            .Where(field => field.StartsWith(KeyName, StringComparison.OrdinalIgnoreCase))
            .Select(field => field[KeyName.Length..].Trim('"'))
            .Where(key => key.Length > 0);
    }
}
