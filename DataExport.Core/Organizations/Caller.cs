namespace DataExport.Core.Organizations;

/// <summary>Who asks: a signed-in person, or a program with one of their tokens.</summary>
/// <param name="UserId">The person.</param>
/// <param name="IsInstanceAdmin">Whether the person administers the instance.</param>
/// <param name="TokenScopes">The scopes of the token, or null for a signed-in person, who has all that the role gives.</param>
public sealed record Caller(int UserId, bool IsInstanceAdmin, IReadOnlySet<string>? TokenScopes = null)
{
    /// <summary>
    /// Whether what concerns every organization is the caller's to see: a person's session may, a token, which may have fewer scopes, may not.
    /// </summary>
    public bool AdministersInstance => IsInstanceAdmin && TokenScopes is null;
}
