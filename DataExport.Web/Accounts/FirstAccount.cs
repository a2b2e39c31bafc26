namespace DataExport.Web.Accounts;

/// <summary>The first person of an instance, and the organization to own.</summary>
/// <param name="Email">E-mail address.</param>
/// <param name="Password">Password; null for an account that only a token can use.</param>
/// <param name="OrganizationName">Name of the organization on screen.</param>
/// <param name="OrganizationSlug">Its name in addresses; null for one made from the name.</param>
public sealed record FirstAccount(string Email, string? Password, string OrganizationName, string? OrganizationSlug = null)
{
    /// <summary>The text of a token with every scope to make as well; null or empty for none.</summary>
    public string? ApiToken { get; init; }
}
