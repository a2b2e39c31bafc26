using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace DataExport.Core.Configuration;

/// <summary>Checks a section's data annotations; each message starts with the key, such as <c>Exports:MaxRows</c>.</summary>
internal sealed class SettingsValidator<T>(string section) : IValidateOptions<T>
    where T : class
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var wrong = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), wrong, validateAllProperties: true)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(wrong.Select(Sentence));
    }

    private string Sentence(ValidationResult result) =>
        $"{string.Join(", ", result.MemberNames.DefaultIfEmpty("").Select(member => $"{section}:{member}".TrimEnd(':')))}: {result.ErrorMessage}";
}
