using System.Net;
using System.Text.RegularExpressions;
using DataExport.Core.Exports.Notifying;
using DataExport.Core.Mail;
using DataExport.Web.Startup;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace DataExport.Web.Mail;

/// <summary>Writes the mails about exports, each from two Razor components: one for the HTML, one for the text.</summary>
public sealed partial class ExportMailWriter(IServiceScopeFactory scopes, ILoggerFactory loggers, PublicAddress address)
{
    /// <summary>The mail as it is to be sent.</summary>
    public async Task<MailMessage> WriteAsync(OwedMail owed)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        var facts = new ExportMailFacts(owed, address.Origin);
        var (html, text) = owed.Mail.Kind == MailKind.Completed
            ? (await RenderAsync<CompletedHtml>(renderer, facts), await RenderAsync<CompletedText>(renderer, facts))
            : (await RenderAsync<FailedHtml>(renderer, facts), await RenderAsync<FailedText>(renderer, facts));
        return new MailMessage
        {
            To = owed.User.Email!,
            Subject = facts.Subject,
            Html = html.Trim(),
            Text = ToText(html: text),
            Key = owed.Mail.MessageKey,
            Date = new DateTimeOffset(DateTime.SpecifyKind(owed.Mail.DateCreated, DateTimeKind.Utc)),
        };
    }

    private static Task<string> RenderAsync<T>(HtmlRenderer renderer, ExportMailFacts facts)
        where T : IComponent =>
        renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(CompletedHtml.Facts)] = facts });
            return (await renderer.RenderComponentAsync<T>(parameters)).ToHtmlString();
        });

    // Everything in it was escaped once, and nothing is a tag: unescaped once, it is what was meant.
    private static string ToText(string html) => EmptyLines().Replace(WebUtility.HtmlDecode(html).ReplaceLineEndings("\n"), "\n\n").Trim() + "\n";

    [GeneratedRegex(@"\n([ \t]*\n){2,}")]
    private static partial Regex EmptyLines();
}
