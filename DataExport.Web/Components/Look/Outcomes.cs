using DataExport.Core.Organizations;
using Radzen;

namespace DataExport.Web.Components.Look;

/// <summary>What is said at the edge of the page about a change.</summary>
public static class Outcomes
{
    /// <summary>The notice for a result.</summary>
    /// <param name="result">What became of it.</param>
    /// <param name="done">What is said when it was done.</param>
    public static NotificationMessage Of<T>(ChangeResult<T> result, string done) => result switch
    {
        ChangeResult<T>.Done => new NotificationMessage { Severity = NotificationSeverity.Success, Summary = done },
        ChangeResult<T>.Invalid invalid => Warning(invalid.Error.Message),
        ChangeResult<T>.Forbidden => Warning("You may not do that."),
        _ => Warning("That is gone. Somebody else was faster."),
    };

    private static NotificationMessage Warning(string text) => new() { Severity = NotificationSeverity.Warning, Summary = text };
}
