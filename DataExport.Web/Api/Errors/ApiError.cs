using DataExport.Core.Organizations;

namespace DataExport.Web.Api.Errors;

/// <summary>An answer that says what is wrong: <c>{"detail": "…"}</c>, or the messages for each field.</summary>
public sealed class ApiError : IResult, IStatusCodeHttpResult
{
    private readonly object _body;

    private ApiError(int status, object body)
    {
        Status = status;
        _body = body;
    }

    /// <summary>The status code.</summary>
    public int Status { get; }

    int? IStatusCodeHttpResult.StatusCode => Status;

    /// <summary>401: no credentials came along.</summary>
    public static ApiError NoCredentials { get; } = Detail(StatusCodes.Status401Unauthorized, "Authentication credentials were not provided.");

    /// <summary>401: the token is unknown, expired or revoked.</summary>
    public static ApiError InvalidToken { get; } = Detail(StatusCodes.Status401Unauthorized, "Invalid token");

    /// <summary>403: the caller sees it, but may not do that.</summary>
    public static ApiError Forbidden { get; } = Detail(StatusCodes.Status403Forbidden, "You do not have permission to perform this action.");

    /// <summary>404: it does not exist, or is not the caller's to see.</summary>
    public static ApiError NotFound { get; } = Detail(StatusCodes.Status404NotFound, "The requested resource does not exist");

    /// <summary>A sentence.</summary>
    public static ApiError Detail(int status, string detail) => new(status, new { detail });

    /// <summary>400 with a sentence.</summary>
    public static ApiError BadRequest(string detail) => Detail(StatusCodes.Status400BadRequest, detail);

    /// <summary>400 with messages for each field.</summary>
    public static ApiError Validation(FieldErrors errors) => new(StatusCodes.Status400BadRequest, errors.ByField);

    /// <summary>400 with a message for one field.</summary>
    public static ApiError Validation(string field, string message)
    {
        var errors = new FieldErrors();
        errors.Add(field, message);
        return Validation(errors);
    }

    /// <summary>400 with what the core found wrong.</summary>
    public static ApiError Validation(IEnumerable<FieldError> wrong)
    {
        var errors = new FieldErrors();
        foreach (var (field, message) in wrong)
        {
            errors.Add(field, message);
        }

        return Validation(errors);
    }

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) =>
        TypedResults.Json(_body, statusCode: Status).ExecuteAsync(httpContext);
}
