using System.Diagnostics.CodeAnalysis;
using System.Net.Mail;

namespace DataExport.Core.Mail;

/// <summary>Reads addresses so strictly that none can bring a header of its own.</summary>
internal static class MailAddresses
{
    /// <summary>Reads one address, with a name before it or without.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out MailAddress? address)
    {
        address = null;
        return !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl) && MailAddress.TryCreate(text, out address);
    }

    /// <summary>Reads one address without a name: of <c>a@x.org, b@x.org</c>, the platform would take the first for the name of the second.</summary>
    /// <exception cref="MailException">It is none.</exception>
    public static MailAddress Parse(string text) => TryParse(text, out var address) && address.DisplayName.Length == 0
        ? address
        : throw new MailException("The person's e-mail address is none that a mail can be sent to.", new FormatException());
}
