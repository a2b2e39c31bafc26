using DataExport.Core.Exports;
using DataExport.Core.Exports.Downloading;
using DataExport.Core.Exports.Requesting;
using DataExport.Core.Queries;
using DataExport.Web.Api.Errors;

namespace DataExport.Web.Api.Exports;

/// <summary>The answers to what the core did not do.</summary>
internal static class ExportErrors
{
    public static ApiError Of(SubmitResult result) => result switch
    {
        SubmitResult.Invalid(var errors) => Validation(errors),
        SubmitResult.Forbidden => ApiError.Forbidden,
        SubmitResult.Conflict(var detail) => ApiError.Detail(StatusCodes.Status409Conflict, detail),
        SubmitResult.TooMany(var detail) => ApiError.Detail(StatusCodes.Status429TooManyRequests, detail),
        _ => throw new InvalidOperationException($"No answer for {result}."),
    };

    public static ApiError Of(ActionResult result) => result switch
    {
        ActionResult.NotFound => ApiError.NotFound,
        ActionResult.Forbidden => ApiError.Forbidden,
        ActionResult.WrongState(var detail) => ApiError.Detail(StatusCodes.Status409Conflict, detail),
        _ => throw new InvalidOperationException($"No answer for {result}."),
    };

    public static ApiError Of(OpenResult result) => result switch
    {
        OpenResult.NotFound => ApiError.NotFound,
        OpenResult.Revoked(var detail) => ApiError.Detail(StatusCodes.Status403Forbidden, detail),
        OpenResult.NoFile(var detail, _) => ApiError.Detail(StatusCodes.Status409Conflict, detail),
        OpenResult.Expired(var detail) => ApiError.Detail(StatusCodes.Status410Gone, detail),
        _ => throw new InvalidOperationException($"No answer for {result}."),
    };

    public static ApiError Validation(IReadOnlyList<ValidationError> wrong)
    {
        var errors = new FieldErrors();
        foreach (var error in wrong)
        {
            errors.AddFromCore(error.Field, error.Message);
        }

        return ApiError.Validation(errors);
    }
}
