using System.Globalization;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Requesting;
using DataExport.Web.Components.Look;
using DataExport.Web.Components.Organizations;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace DataExport.Web.Components.Exports;

/// <summary>What the buttons beside an export do: ask where it is needed, act with the rights of now, and say what came of it.</summary>
public sealed class ExportCommands(
    Visit visit, ExportActions actions, ExportRerun rerun, Questions questions, NotificationService notifications, NavigationManager navigation, TimeProvider clock)
{
    private const double NoticeSeconds = 8;

    // So much work is worth a question before it is thrown away.
    private static readonly TimeSpan LongWork = TimeSpan.FromMinutes(1);

    /// <summary>Cancels an export, after asking when a good deal of it is done.</summary>
    public async Task CancelAsync(string organization, Export export)
    {
        var isLong = export.State == ExportState.Generating && clock.GetUtcNow().UtcDateTime - export.DateStarted > LongWork;
        if (isLong && !await questions.IsSureAsync("Cancel this export?", $"“{export.Name}” has {Wording.Count(export.RowsWritten, "row")} already; they will be thrown away.", "Cancel the export", "Let it go on"))
        {
            return;
        }

        if (await visit.AccessAsync(organization, CancellationToken.None) is { } access)
        {
            Say(await actions.CancelAsync(access, export.Id, CancellationToken.None), $"“{export.Name}” is being cancelled.");
        }
    }

    /// <summary>Puts a failed export back into the queue, with the query and the last event that it had.</summary>
    public async Task RetryAsync(string organization, Export export)
    {
        if (await visit.AccessAsync(organization, CancellationToken.None) is { } access)
        {
            Say(await actions.RetryAsync(access, export.Id, CancellationToken.None), $"“{export.Name}” is in the queue again.");
        }
    }

    /// <summary>Keeps an export's file longer, and says until when.</summary>
    public async Task ExtendAsync(string organization, Export export)
    {
        if (await visit.AccessAsync(organization, CancellationToken.None) is { } access)
        {
            var result = await actions.ExtendAsync(access, export.Id, CancellationToken.None);
            Say(result, result is ActionResult.Done { Export.DateExpired: { } expires } ? $"“{export.Name}” is kept until {Day(expires, await visit.ViewerAsync(CancellationToken.None))}." : "");
        }
    }

    /// <summary>Says what happens next after an export was asked for.</summary>
    public void SayAccepted(SubmitResult.Accepted accepted)
    {
        var mail = accepted.Export is { Notify: true, User.Email: { } email } ? $" We'll e-mail you at {email} when it is ready." : "";
        notifications.Notify(
            NotificationSeverity.Info,
            accepted.IsNew ? "Your export is in the queue." : "We are already working on it.",
            mail.Trim(), NoticeSeconds * 1000);
    }

    /// <summary>Deletes an export with its file, after asking. True when it is gone.</summary>
    public async Task<bool> DeleteAsync(string organization, Export export)
    {
        if (!await questions.IsSureAsync("Delete this export?", $"“{export.Name}” and its file will be gone for good.", "Delete") || await visit.AccessAsync(organization, CancellationToken.None) is not { } access)
        {
            return false;
        }

        var result = await actions.DeleteAsync(access, export.Id, CancellationToken.None);
        Say(result, $"“{export.Name}” was deleted.");
        return result is ActionResult.Done;
    }

    /// <summary>Asks for the same again, as it was written, and goes to the new export's page.</summary>
    public async Task RunAgainAsync(string organization, Export export)
    {
        if (await visit.AccessAsync(organization, CancellationToken.None) is not { } access)
        {
            return;
        }

        var result = await rerun.RunAgainAsync(access, export.Id, CancellationToken.None);
        if (result is SubmitResult.Accepted accepted)
        {
            SayAccepted(accepted);
            navigation.NavigateTo(OrganizationAddresses.Export(access.Organization.Slug, accepted.Export.Id));
            return;
        }

        Warn(result switch
        {
            SubmitResult.Invalid invalid => string.Join(" ", invalid.Errors.Select(error => error.Message)),
            SubmitResult.TooMany tooMany => tooMany.Detail,
            SubmitResult.Conflict conflict => conflict.Detail,
            null => "That export is gone.",
            _ => "You no longer have access to every project in it.",
        });
    }

    private static string Day(DateTime utc, Viewer? viewer) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), viewer?.Zone ?? TimeZoneInfo.Utc).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private void Say(ActionResult result, string done)
    {
        switch (result)
        {
            case ActionResult.Done:
                notifications.Notify(NotificationSeverity.Success, Wording.Straight(done));
                break;
            case ActionResult.WrongState wrong:
                Warn(wrong.Detail);
                break;
            case ActionResult.Forbidden:
                Warn("Only the owner of this export, or an owner of the organization, can do that.");
                break;
            default:
                Warn("That export is gone.");
                break;
        }
    }

    private void Warn(string what) => notifications.Notify(NotificationSeverity.Warning, Wording.Straight(what));
}
