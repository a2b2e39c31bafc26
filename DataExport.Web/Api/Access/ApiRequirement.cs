using Microsoft.AspNetCore.Authorization;

namespace DataExport.Web.Api.Access;

/// <summary>What a call takes; <see cref="ApiAccessHandler"/> asks in the order of the enumeration.</summary>
/// <param name="Check">What is asked.</param>
/// <param name="Scope">The scope that a <see cref="ApiCheck.Scope"/> takes.</param>
internal sealed record ApiRequirement(ApiCheck Check, string? Scope = null) : IAuthorizationRequirement;
