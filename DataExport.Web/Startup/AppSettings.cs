using System.ComponentModel.DataAnnotations;

namespace DataExport.Web.Startup;

/// <summary>The section <c>App</c> of the configuration.</summary>
public sealed class AppSettings : IValidatableObject
{
    /// <summary>The address that people reach this program at, such as <c>https://exports.example.com</c>; base of the links in mails.</summary>
    public string? PublicUrl { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(PublicUrl)
            && !(Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", Query: "", Fragment: "" }))
        {
            yield return new ValidationResult("This must be an absolute address, such as https://exports.example.com.", [nameof(PublicUrl)]);
        }
    }
}
