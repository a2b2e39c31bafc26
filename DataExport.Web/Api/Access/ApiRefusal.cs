using DataExport.Web.Api.Errors;
using Microsoft.AspNetCore.Authorization;

namespace DataExport.Web.Api.Access;

/// <summary>Why a call is not let through, with the answer.</summary>
internal sealed class ApiRefusal(IAuthorizationHandler handler, ApiError error) : AuthorizationFailureReason(handler, error.Status.ToString(System.Globalization.CultureInfo.InvariantCulture))
{
    public ApiError Error => error;
}
