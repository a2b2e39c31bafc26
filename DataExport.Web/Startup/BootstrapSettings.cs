using System.ComponentModel.DataAnnotations;
using DataExport.Core.Organizations;
using DataExport.Web.Accounts;

namespace DataExport.Web.Startup;

/// <summary>The section <c>Bootstrap</c>: sets a new instance up without a browser; used on the first start only.</summary>
public sealed class BootstrapSettings : IValidatableObject
{
    private const int MinTokenLength = 32;
    private const int MaxTokenLength = 128;

    /// <summary>Slug or name of the organization to create.</summary>
    public string? Organization { get; set; }

    /// <summary>E-mail address of the person to create, who owns the organization and administers the instance.</summary>
    public string? AdminEmail { get; set; }

    /// <summary>That person's password; without it only the token works.</summary>
    public string? AdminPassword { get; set; }

    /// <summary>A token with every scope: 32 to 128 visible ASCII characters.</summary>
    public string? ApiToken { get; set; }

    /// <summary>Whether anything is to be bootstrapped.</summary>
    public bool IsGiven => new[] { Organization, AdminEmail, AdminPassword, ApiToken }.Any(value => !string.IsNullOrEmpty(value));

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsGiven)
        {
            yield break;
        }

        if (OrganizationCreation.Check(Organization ?? "", null).Count > 0)
        {
            yield return Wrong("give the organization's slug or name, of 1 to 100 characters.", nameof(Organization));
        }

        if (!AccountRules.IsEmail(AdminEmail))
        {
            yield return Wrong("give the administrator's e-mail address.", nameof(AdminEmail));
        }

        if (string.IsNullOrEmpty(AdminPassword) ? string.IsNullOrEmpty(ApiToken) : AdminPassword.Length < AccountRules.MinPasswordLength)
        {
            yield return Wrong($"give a password of at least {AccountRules.MinPasswordLength} characters.", nameof(AdminPassword));
        }

        if (!string.IsNullOrEmpty(ApiToken) && !IsToken(ApiToken))
        {
            yield return Wrong($"give {MinTokenLength} to {MaxTokenLength} visible ASCII characters.", nameof(ApiToken));
        }
    }

    private static bool IsToken(string token) =>
        token.Length is >= MinTokenLength and <= MaxTokenLength && token.All(letter => letter is > ' ' and <= '~');

    private static ValidationResult Wrong(string message, string member) => new(message, [member]);
}
