using System.ComponentModel.DataAnnotations;
using System.Net;

namespace DataExport.Core.Mail;

/// <summary>The section <c>Mail</c> of the configuration.</summary>
public sealed class MailSettings : IValidatableObject
{
    /// <summary>Name or address of the SMTP server; without it mails are written to <c>data/mail</c>.</summary>
    public string? Host { get; set; }

    /// <summary>Its port; 587 is where servers take mails from programs (RFC 6409), 25 where they take them from each other.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>Who signs in there; without it nobody does.</summary>
    public string? User { get; set; }

    /// <summary>The user's password.</summary>
    public string? Password { get; set; }

    /// <summary>Whether the connection must be encrypted (STARTTLS); unless told, it must where the server is another machine.</summary>
    public bool? Tls { get; set; }

    /// <summary>The sender: an address, or a name with one in angle brackets.</summary>
    public string From { get; set; } = "DataExport <dataexport@localhost>";

    /// <summary>Whether the connection is encrypted.</summary>
    public bool Encrypts => Tls ?? !IsLoopback(Host);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!MailAddresses.TryParse(From, out _))
        {
            yield return new ValidationResult("The sender must be an address, such as DataExport <exports@example.com>.", [nameof(From)]);
        }

        if (!string.IsNullOrEmpty(Host) && Uri.CheckHostName(Host) == UriHostNameType.Unknown)
        {
            yield return new ValidationResult("This must be the name or the address of a server, without a scheme or a port.", [nameof(Host)]);
        }

        if (string.IsNullOrEmpty(Host) && !string.IsNullOrEmpty(User))
        {
            yield return new ValidationResult("There is a user, but Mail:Host names no server to sign in to.", [nameof(Host)]);
        }

        if (string.IsNullOrEmpty(User) != string.IsNullOrEmpty(Password))
        {
            yield return string.IsNullOrEmpty(Password)
                ? new ValidationResult("There is a user, Mail:User, but no password.", [nameof(Password)])
                : new ValidationResult("There is a password, Mail:Password, but no user.", [nameof(User)]);
        }
    }

    private static bool IsLoopback(string? host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
