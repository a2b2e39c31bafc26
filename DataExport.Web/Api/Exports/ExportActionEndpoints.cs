using DataExport.Core.Exports;
using DataExport.Core.Exports.Requesting;
using DataExport.Web.Api.Access;
using DataExport.Web.Api.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataExport.Web.Api.Exports;

/// <summary>What is done to an export: <c>POST data-export/{id}/cancel/</c>, <c>retry/</c>, <c>extend/</c>, <c>rerun/</c>, and DELETE.</summary>
internal static class ExportActionEndpoints
{
    /// <summary>Until its exporter has seen the wish, a cancellation is accepted and not yet done.</summary>
    public static async Task<IResult> CancelAsync(
        ApiOrganization current, string id, ExportActions actions, ExportPresenter presenter, HttpRequest request, CancellationToken cancellationToken) =>
        await AnswerAsync(await actions.CancelAsync(current.Access, id, cancellationToken), current, presenter, request, cancellationToken);

    /// <summary>Accepted: the export is in the queue again.</summary>
    public static async Task<IResult> RetryAsync(
        ApiOrganization current, string id, ExportActions actions, ExportPresenter presenter, HttpRequest request, CancellationToken cancellationToken) =>
        await AnswerAsync(await actions.RetryAsync(current.Access, id, cancellationToken), current, presenter, request, cancellationToken);

    /// <summary>Done at once: the answer has the new expiry.</summary>
    public static async Task<IResult> ExtendAsync(
        ApiOrganization current, string id, ExportActions actions, ExportPresenter presenter, HttpRequest request, CancellationToken cancellationToken) =>
        await AnswerAsync(await actions.ExtendAsync(current.Access, id, cancellationToken), current, presenter, request, cancellationToken);

    /// <summary>Accepted: the answer is the new export; 200 with the one that is under way already, when the same was asked for before.</summary>
    public static async Task<IResult> RunAgainAsync(
        ApiOrganization current, string id, ExportRerun rerun, ExportPresenter presenter, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await rerun.RunAgainAsync(current.Access, id, cancellationToken) is not { } result)
        {
            return ApiError.NotFound;
        }

        if (result is not SubmitResult.Accepted(var export, var isNew))
        {
            return ExportErrors.Of(result);
        }

        var answer = await presenter.PresentAsync(request, current.Organization, export, cancellationToken);
        return isNew
            ? TypedResults.Accepted(presenter.AddressOf(request, current.Organization, export), answer)
            : TypedResults.Ok(answer);
    }

    /// <summary>Nothing is left to answer with.</summary>
    public static async Task<Results<NoContent, ApiError>> DeleteAsync(
        ApiOrganization current, string id, ExportActions actions, CancellationToken cancellationToken) =>
        await actions.DeleteAsync(current.Access, id, cancellationToken) is var result && result is ActionResult.Done
            ? TypedResults.NoContent()
            : ExportErrors.Of(result);

    // 202 while something is still to happen because of the call, else 200 (RFC 9110 §15.3.3).
    private static async Task<IResult> AnswerAsync(
        ActionResult result, ApiOrganization current, ExportPresenter presenter, HttpRequest request, CancellationToken cancellationToken)
    {
        if (result is not ActionResult.Done({ } export))
        {
            return ExportErrors.Of(result);
        }

        var answer = await presenter.PresentAsync(request, current.Organization, export, cancellationToken);
        return export.State is ExportState.Queued or ExportState.Generating
            ? TypedResults.Json(answer, statusCode: StatusCodes.Status202Accepted)
            : TypedResults.Ok(answer);
    }
}
