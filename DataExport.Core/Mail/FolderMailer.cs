using System.Text;
using DataExport.Core.Database;
using Microsoft.Extensions.Options;

namespace DataExport.Core.Mail;

/// <summary>Writes mails as files to <c>data/mail</c>, for an instance without a mail server; the Mail page shows them.</summary>
public sealed class FolderMailer(DataDirectory directory, IOptions<MailSettings> settings) : IMailer
{
    // ASCII throughout, but for addresses with other letters (RFC 6532).
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly string _folder = directory.Folder("mail");

    /// <inheritdoc/>
    /// <remarks>The name is made from the key and put in place by renaming: a second try writes the same file again, whole.</remarks>
    public async Task SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        MailAddresses.TryParse(settings.Value.From, out var from);
        var file = Utf8.GetBytes(MimeText.Write(message, from!));
        var (path, temporary) = (PathOf(message.Key), $"{PathOf(message.Key)}.part");
        try
        {
            await using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                await stream.WriteAsync(file, cancellationToken);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MailException("The mail could not be written to the folder for mails.", exception);
        }
    }

    /// <summary>What the mail with that key says; null when the folder has none.</summary>
    public async Task<MailText?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return MimeText.Read(await File.ReadAllTextAsync(PathOf(key), Utf8, cancellationToken));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    // Keys are made of ids; anything else is no name for a file here.
    private string PathOf(string key) => key.Length > 0 && key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-') && key[0] != '.'
        ? Path.Combine(_folder, key + ".eml")
        : throw new ArgumentException("This key cannot name a file.", nameof(key));
}
