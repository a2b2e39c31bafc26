using System.Net;
using DataExport.Tests.Support;

namespace DataExport.Tests.Api;

/// <summary>Resuming a download (RFC 9110 §13, §14): ranges, conditions, tags; over HTTP.</summary>
public sealed class DownloadRangeTests(ServerFixture server)
{
    [Fact]
    public async Task Get_GzipFile_IsTheStoredFileWithRanges()
    {
        var export = await server.FinishExportAsync();

        using var whole = await export.FetchAsync("download?compression=gzip");
        var bytes = await whole.Content.ReadAsByteArrayAsync();
        using var part = await export.FetchAsync("download?compression=gzip", ("Range", "bytes=100-199"));
        using var rest = await export.FetchAsync("download?compression=gzip", ("Range", "bytes=-10"));

        Assert.Equal("application/gzip", whole.Content.Headers.ContentType?.ToString());
        Assert.Equal($"attachment; filename=\"{export.Facts["fileName"]}.gz\"", FileFacts.Only(whole, "Content-Disposition"));
        Assert.Equal("bytes", FileFacts.Only(whole, "Accept-Ranges"));
        Assert.Empty(whole.Content.Headers.ContentEncoding);
        Assert.Equal(export.Facts["compressedSizeInBytes"], FileFacts.Only(whole, "Content-Length"));
        Assert.Equal(FileFacts.ReprDigest(bytes), FileFacts.Only(whole, "Repr-Digest"));
        Assert.Equal(export.Facts["checksum"], FileFacts.Sha256(FileFacts.Gunzip(bytes)));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal($"bytes 100-199/{bytes.Length}", FileFacts.Only(part, "Content-Range"));
        Assert.Equal(bytes[100..200], await part.Content.ReadAsByteArrayAsync());
        Assert.Equal(FileFacts.ReprDigest(bytes), FileFacts.Only(part, "Repr-Digest"));
        Assert.Equal(bytes[^10..], await rest.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Get_IfRange_ResumesOnlyTheSameFile()
    {
        var export = await server.FinishExportAsync();
        using var whole = await export.FetchAsync("download?compression=gzip");
        var tag = whole.Headers.ETag!.ToString();

        using var same = await export.FetchAsync("download?compression=gzip", ("Range", "bytes=5-"), ("If-Range", tag));
        using var other = await export.FetchAsync("download?compression=gzip", ("Range", "bytes=5-"), ("If-Range", "\"other\""));
        using var beyond = await export.FetchAsync("download?compression=gzip", ("Range", "bytes=99999999-"));

        Assert.False(whole.Headers.ETag!.IsWeak);
        Assert.Equal(HttpStatusCode.PartialContent, same.StatusCode);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        Assert.False(beyond.Headers.Contains("Repr-Digest"), "There is no representation whose digest it could be.");
    }

    [Fact]
    public async Task Get_Range_IsIgnoredAtTheDefaultAddress()
    {
        var export = await server.FinishExportAsync();

        using var inflated = await export.FetchAsync("download", ("Range", "bytes=0-9"));
        using var encoded = await export.FetchAsync("download", ("Range", "bytes=0-9"), ("Accept-Encoding", "gzip"));

        Assert.Equal(HttpStatusCode.OK, inflated.StatusCode);
        Assert.Equal(HttpStatusCode.OK, encoded.StatusCode);
    }

    [Fact]
    public async Task Get_EachForm_HasItsOwnTagAndAnswers304And412()
    {
        var export = await server.FinishExportAsync();
        var tags = new List<string>();
        foreach (var (address, encoding) in new[] { ("download", "identity"), ("download", "gzip"), ("download?compression=gzip", "gzip") })
        {
            using var whole = await export.FetchAsync(address, ("Accept-Encoding", encoding));
            var tag = whole.Headers.ETag!.ToString();
            tags.Add(tag);
            using var known = await export.FetchAsync(address, ("Accept-Encoding", encoding), ("If-None-Match", tag));
            using var changed = await export.FetchAsync(address, ("Accept-Encoding", encoding), ("If-Match", "\"other\""));
            Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
            Assert.Equal(HttpStatusCode.PreconditionFailed, changed.StatusCode);
        }

        Assert.Equal(3, tags.Distinct().Count());
    }
}
