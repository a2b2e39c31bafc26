using DataExport.Core.Administration;
using DataExport.Core.Organizations;
using DataExport.Web.Components.Look;
using DataExport.Web.Components.Organizations;
using Radzen;

namespace DataExport.Web.Components.Admin;

/// <summary>What the buttons beside a person do: ask where it is needed, act with the rights of now, and say what came of it.</summary>
public sealed class UserCommands(Visit visit, UserActions actions, Questions questions, NotificationService notifications)
{
    /// <summary>Locks an account, after asking.</summary>
    public async Task LockAsync(UserFacts user)
    {
        if (await questions.IsSureAsync(
            "Lock this account?", $"{user.Email} cannot sign in any more, is signed out within a minute, and their API tokens stop working, until you unlock the account.", "Lock"))
        {
            await ActAsync(actions.LockAsync, user, $"{user.Email} is locked.");
        }
    }

    /// <summary>Unlocks an account.</summary>
    public Task UnlockAsync(UserFacts user) => ActAsync(actions.UnlockAsync, user, $"{user.Email} is unlocked.");

    /// <summary>Lets a person administer the instance, after asking.</summary>
    public async Task MakeAdminAsync(UserFacts user)
    {
        if (await questions.IsSureAsync(
            "Make this person an instance admin?", $"{user.Email} will see every organization's exports, and can cancel and delete them, and lock accounts.", "Make admin"))
        {
            await ActAsync(actions.MakeAdminAsync, user, $"{user.Email} is an instance admin.");
        }
    }

    /// <summary>Lets a person no longer administer the instance, after asking.</summary>
    public async Task UnmakeAdminAsync(UserFacts user)
    {
        if (await questions.IsSureAsync("Remove this instance admin?", $"{user.Email} keeps the account and the organizations, and loses these pages.", "Remove as admin"))
        {
            await ActAsync(actions.UnmakeAdminAsync, user, $"{user.Email} is no instance admin any more.");
        }
    }

    private async Task ActAsync(Func<Caller, int, CancellationToken, Task<UserActionResult>> action, UserFacts user, string done)
    {
        if (await visit.ViewerAsync(CancellationToken.None) is not { } viewer)
        {
            return;
        }

        var (severity, text) = await action(viewer.Caller, user.Id, CancellationToken.None) switch
        {
            UserActionResult.Done => (NotificationSeverity.Success, done),
            UserActionResult.Refused refused => (NotificationSeverity.Warning, refused.Detail),
            _ => (NotificationSeverity.Warning, "That account is gone, or you are no instance admin any more."),
        };
        notifications.Notify(severity, Wording.Straight(text));
    }
}
