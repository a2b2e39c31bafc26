using DataExport.Core.Database;
using DataExport.Core.Exports.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Support;

/// <summary>A server whose disk takes half a second for each block of a file: an export of some megabytes runs for long.</summary>
public sealed class SlowDiskServer : ServerFixture
{
    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton<IArtifactStore>(
            provider => new SlowArtifacts(new FolderArtifacts(provider.GetRequiredService<DataDirectory>()))));
    }

    private sealed class SlowArtifacts(FolderArtifacts folder) : IArtifactStore
    {
        public IPartFile CreatePart(string exportId, int attempt) => new SlowPart(folder.CreatePart(exportId, attempt));

        public Stream? OpenPart(string exportId, int attempt) => folder.OpenPart(exportId, attempt);

        public bool Exists(string key) => folder.Exists(key);

        public void Publish(string exportId, int attempt, string key) => folder.Publish(exportId, attempt, key);

        public Stream? OpenRead(string key) => folder.OpenRead(key);

        public void Delete(string key) => folder.Delete(key);

        public void DeletePart(string exportId, int attempt) => folder.DeletePart(exportId, attempt);

        public IReadOnlyList<PartName> Parts() => folder.Parts();

        public IReadOnlyList<string> Keys() => folder.Keys();
    }

    private sealed class SlowPart(IPartFile part) : IPartFile
    {
        private static readonly TimeSpan TimeForABlock = TimeSpan.FromMilliseconds(500);
        private readonly ManualResetEventSlim _never = new();

        public void Write(ReadOnlySpan<byte> bytes)
        {
            _never.Wait(TimeForABlock);
            part.Write(bytes);
        }

        public void FlushToDisk() => part.FlushToDisk();

        public void Dispose()
        {
            part.Dispose();
            _never.Dispose();
        }
    }
}
