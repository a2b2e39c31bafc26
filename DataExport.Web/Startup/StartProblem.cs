using System.Diagnostics.CodeAnalysis;
using DataExport.Core.Database;
using Microsoft.Extensions.Options;

namespace DataExport.Web.Startup;

/// <summary>Tells apart what a person can mend from what is a defect, when the program does not start.</summary>
public static class StartProblem
{
    /// <summary>The exit code of a start that failed for a reason that a person can mend.</summary>
    public const int ExitCode = 1;

    /// <summary>Says in a sentence, naming the key where there is one, why the program does not start.</summary>
    /// <returns>False when the exception is a defect, whose stack trace is wanted.</returns>
    public static bool TryDescribe(Exception exception, [NotNullWhen(true)] out string? sentence)
    {
        sentence = exception switch
        {
            OptionsValidationException wrong => string.Join(Environment.NewLine, wrong.Failures),
            DataDirectoryInUseException or BootstrapException => exception.Message,
            FormatException url when url.Message.StartsWith("Invalid url", StringComparison.Ordinal) => $"Urls: {url.Message}",
            InvalidOperationException { InnerException: FormatException or ArgumentException } conversion
                when conversion.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal) => conversion.Message,
            IOException address when address.Message.StartsWith("Failed to bind to address", StringComparison.Ordinal) =>
                $"{address.Message} Stop what listens there, or choose another address with --urls.",
            _ => null,
        };
        return sentence is not null;
    }
}
