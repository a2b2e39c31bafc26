using System.Globalization;
using DataExport.Core.Mail;
using DataExport.Core.Organizations;
using DataExport.Core.Users;
using DataExport.Web.Accounts;
using DataExport.Web.Components.Account;
using DataExport.Web.Components.Look;
using DataExport.Web.Startup;
using Microsoft.AspNetCore.Identity;

namespace DataExport.Web.Mail;

/// <summary>Writes the mails about accounts. Their links hold secrets, which are made here, on the way out, and stand nowhere else.</summary>
public sealed class AccountMailWriter(
    MailRenderer renderer, PublicAddress address, Invitations invitations, IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>The mail with the link of an invitation; null when that is gone.</summary>
    public async Task<MailMessage?> InviteAsync(OutboxMail mail, CancellationToken cancellationToken)
    {
        if (mail.InvitationId is not { } id || await invitations.WriteLinkAsync(id, cancellationToken) is not var (invitation, token))
        {
            return null;
        }

        var by = invitation.InvitedBy is { } person ? person.Name.Length > 0 ? person.Name : person.Email! : "Somebody";
        var facts = new InvitationMailFacts(
            OneLine(invitation.Organization!.Name),
            OneLine(by),
            RoleNames.WithArticle(invitation.Role),
            RoleNames.Explain(invitation.Role),
            invitation.DateExpires.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture),
            address.Origin + InvitationPage.Address(token));
        return Compose(mail, invitation.Email, facts.Subject, await renderer.RenderAsync<InvitationHtml, InvitationText>(facts));
    }

    /// <summary>The mail with the link to choose another password; null when the person is gone, or waits no more.</summary>
    public async Task<MailMessage?> ResetAsync(OutboxMail mail, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>();
        var user = mail.UserId is { } id ? await users.FindByIdAsync(id.ToString(CultureInfo.InvariantCulture)) : null;
        if (user?.Email is null || clock.GetUtcNow().UtcDateTime - mail.DateCreated > AccountRules.ResetLinkFor)
        {
            return null;
        }

        var link = ResetPasswordPage.Address(user.Id, await users.GeneratePasswordResetTokenAsync(user));
        var facts = new ResetMailFacts(user.Email, $"{AccountRules.ResetLinkFor.TotalMinutes:0} minutes", address.Origin + link);
        return Compose(mail, user.Email, facts.Subject, await renderer.RenderAsync<ResetHtml, ResetText>(facts));
    }

    private static MailMessage Compose(OutboxMail mail, string to, string subject, (string Html, string Text) bodies) => new()
    {
        To = to,
        Subject = subject,
        Html = bodies.Html,
        Text = bodies.Text,
        Key = mail.MessageKey,
        Date = new DateTimeOffset(DateTime.SpecifyKind(mail.DateCreated, DateTimeKind.Utc)),
    };

    private static string OneLine(string text) => string.Concat(Wording.Straight(text).Select(letter => char.IsControl(letter) ? ' ' : letter));
}
