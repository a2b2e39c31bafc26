using DataExport.Core.Organizations;

namespace DataExport.Core.Events.Ingesting;

/// <summary>Lets requests in by their keys, and as many events as the project may send.</summary>
public sealed class IngestGate(ProjectKeyLookup lookup, ProjectRates rates)
{
    /// <summary>The key that a request names in one place or in several.</summary>
    /// <returns>Null when it names none.</returns>
    /// <exception cref="IngestException">It names two.</exception>
    internal static string? OneOf(IEnumerable<string> keys) => keys.Distinct(StringComparer.Ordinal).ToList() switch
    {
        [] => null,
        [var key] => key,
        _ => throw IngestException.Malformed("The request names two different keys.", "X-Sentry-Auth, ?sentry_key= and the envelope's dsn must name the same key."),
    };

    /// <summary>Checks the key, and that the project may send more now.</summary>
    /// <exception cref="IngestException">It may not.</exception>
    internal async ValueTask AdmitAsync(int projectId, string? key, CancellationToken cancellationToken)
    {
        if (key is null)
        {
            throw new IngestException(
                IngestFault.Forbidden, "The request names no key.", "Send the DSN's key in X-Sentry-Auth, as ?sentry_key=, or in the envelope's header as dsn.");
        }

        if (await lookup.FindProjectAsync(key, cancellationToken) != projectId)
        {
            throw new IngestException(
                IngestFault.Forbidden, "The key is not accepted.", "It is unknown or disabled, or belongs to another project; compare the SDK's DSN with the project's page.");
        }

        if (rates.Wait(projectId) is { } wait)
        {
            throw IngestException.Rate(wait);
        }
    }

    /// <summary>Counts an event of the project.</summary>
    /// <exception cref="IngestException">It has none left.</exception>
    internal void Take(int projectId)
    {
        if (rates.Take(projectId) is { } wait)
        {
            throw IngestException.Rate(wait);
        }
    }
}
