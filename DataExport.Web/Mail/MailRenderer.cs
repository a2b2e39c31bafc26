using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace DataExport.Web.Mail;

/// <summary>Renders mails, each from two Razor components with a parameter <c>Facts</c>: one for the HTML, one for the text.</summary>
public sealed partial class MailRenderer(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    private const string Parameter = "Facts";

    /// <summary>The two bodies.</summary>
    public async Task<(string Html, string Text)> RenderAsync<THtml, TText>(object facts)
        where THtml : IComponent
        where TText : IComponent
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        return ((await RenderAsync<THtml>(renderer, facts)).Trim(), ToText(html: await RenderAsync<TText>(renderer, facts)));
    }

    private static Task<string> RenderAsync<T>(HtmlRenderer renderer, object facts)
        where T : IComponent =>
        renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [Parameter] = facts });
            return (await renderer.RenderComponentAsync<T>(parameters)).ToHtmlString();
        });

    // Everything in it was escaped once, and nothing is a tag: unescaped once, it is what was meant.
    private static string ToText(string html) => EmptyLines().Replace(WebUtility.HtmlDecode(html).ReplaceLineEndings("\n"), "\n\n").Trim() + "\n";

    [GeneratedRegex(@"\n([ \t]*\n){2,}")]
    private static partial Regex EmptyLines();
}
