namespace DataExport.Core.Exports.Downloading;

/// <summary>An artifact that is open for reading.</summary>
/// <param name="Export">The export.</param>
/// <param name="Content">The stored bytes, seekable; the reader disposes it.</param>
public sealed record ExportFile(Export Export, Stream Content) : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
