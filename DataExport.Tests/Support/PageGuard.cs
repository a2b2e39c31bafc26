using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace DataExport.Tests.Support;

/// <summary>
/// Watches a page, and every page that it opens, for what must never happen on one: an error in the console, a violation of
/// the content security policy, a script that throws, an answer 5xx, or a request to another host.
/// </summary>
internal sealed class PageGuard
{
    // A violation inside a frame or a worker may reach no console; this does.
    private const string TellViolations =
        "addEventListener('securitypolicyviolation', e => console.error(`CSP violation: ${e.violatedDirective} ${e.blockedURI}`));";

    private readonly ConcurrentQueue<string> _offences = new();
    private readonly ConcurrentBag<string> _allowed = [];
    private readonly string _host;

    private PageGuard(Uri home) => _host = home.Authority;

    /// <summary>Starts to watch the pages of a browser's context.</summary>
    public static async Task<PageGuard> OfAsync(IBrowserContext context, Uri home)
    {
        var guard = new PageGuard(home);
        await context.AddInitScriptAsync(TellViolations);
        context.Console += (_, message) => guard.Note(message.Type == "error", $"console: {message.Text} {message.Location}");
        context.WebError += (_, error) => guard.Note(true, $"script: {error.Error}");
        context.Request += (_, request) => guard.Note(guard.IsElsewhere(request.Url), $"request to another host: {request.Url}");
        context.Response += (_, response) => guard.Note(response.Status >= 500, $"answer: {response.Status} {response.Url}");
        context.Page += (_, page) => page.WebSocket += (_, socket) => guard.Note(guard.IsElsewhere(socket.Url), $"socket to another host: {socket.Url}");
        return guard;
    }

    /// <summary>Lets what contains this text pass, such as the status of a page that is to be missing.</summary>
    public void Allow(string part) => _allowed.Add(part);

    /// <summary>Fails when anything happened.</summary>
    public void Verify() => Assert.DoesNotContain(_offences, offence => !_allowed.Any(part => offence.Contains(part, StringComparison.Ordinal)));

    private void Note(bool isOffence, string offence)
    {
        if (isOffence)
        {
            _offences.Enqueue(offence);
        }
    }

    private bool IsElsewhere(string address) =>
        new Uri(address) is { Scheme: "http" or "https" or "ws" or "wss" } uri && uri.Authority != _host;
}
