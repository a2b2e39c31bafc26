namespace DataExport.Tests.Support;

/// <summary>A server without exporters that writes mails to its folder, and stumbles over the first right after handing it over.</summary>
public sealed class FolderMailServer : ServerFixture
{
    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string> { ["Exports:Exporters"] = "0", ["Failpoints:after-mail"] = "throw@1" };
}
