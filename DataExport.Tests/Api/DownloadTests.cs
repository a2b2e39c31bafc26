using System.Globalization;
using System.Net;
using System.Text;
using DataExport.Tests.Support;

namespace DataExport.Tests.Api;

/// <summary>The file (EXPORTS: The file): its forms and their headers; over HTTP.</summary>
public sealed class DownloadTests(ServerFixture server)
{
    [Fact]
    public async Task Get_WithoutGzip_SendsTheInflatedText()
    {
        var export = await server.FinishExportAsync();

        using var response = await export.FetchAsync("download");
        var bytes = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/csv; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal($"attachment; filename=\"{export.Facts["fileName"]}\"", FileFacts.Only(response, "Content-Disposition"));
        Assert.Equal("Accept-Encoding", FileFacts.Only(response, "Vary"));
        Assert.Equal("none", FileFacts.Only(response, "Accept-Ranges"));
        Assert.Equal(export.Facts["sizeInBytes"], FileFacts.Only(response, "Content-Length"));
        Assert.Equal(export.Facts["checksum"], FileFacts.Sha256(bytes));
        Assert.Equal(FileFacts.ReprDigest(bytes), FileFacts.Only(response, "Repr-Digest"));
        var records = CsvText.Read(Encoding.UTF8.GetString(bytes));
        Assert.Equal(["timestamp", "message"], records[0]);
        Assert.Equal(FinishedExport.RowCount, records.Count - 1);
        Assert.Equal([Events.TimeOf(FinishedExport.RowCount - 1), $"message {FinishedExport.RowCount - 1}"], records[1]);
        Assert.Equal([Events.TimeOf(0), "message 0"], records[^1]);
    }

    [Theory]
    [InlineData("gzip", true)]
    [InlineData("br, GZIP;q=0.1", true)]
    [InlineData("*", true)]
    [InlineData("gzip;q=0, *", false)]
    [InlineData("br", false)]
    [InlineData("identity", false)]
    [InlineData("*;q=0", false)]
    public async Task Get_ByAcceptEncoding_ChoosesTheForm(string accept, bool encoded)
    {
        var export = await server.FinishExportAsync();

        using var response = await export.FetchAsync("download", ("Accept-Encoding", accept));
        var bytes = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal(encoded ? "gzip" : null, response.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal("Accept-Encoding", FileFacts.Only(response, "Vary"));
        Assert.Equal(bytes.Length.ToString(CultureInfo.InvariantCulture), FileFacts.Only(response, "Content-Length"));
        Assert.Equal(FileFacts.ReprDigest(bytes), FileFacts.Only(response, "Repr-Digest"));
        Assert.Equal(export.Facts["checksum"], FileFacts.Sha256(encoded ? FileFacts.Gunzip(bytes) : bytes));
    }

    [Theory]
    [InlineData("download", "identity")]
    [InlineData("download", "gzip")]
    [InlineData("download?compression=gzip", "identity")]
    [InlineData("?download", "identity")]
    public async Task Head_EachForm_HasTheHeadersOfGet(string address, string encoding)
    {
        var export = await server.FinishExportAsync();

        using var get = await export.FetchAsync(address, ("Accept-Encoding", encoding));
        using var head = await export.SendAsync(HttpMethod.Head, address, ("Accept-Encoding", encoding));

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        foreach (var name in new[] { "Content-Length", "Content-Type", "Content-Disposition", "ETag", "Repr-Digest", "Accept-Ranges" })
        {
            Assert.Equal(FileFacts.Only(get, name), FileFacts.Only(head, name));
        }

        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Get_DetailsWithDownload_SendsTheFile()
    {
        var export = await server.FinishExportAsync();

        using var response = await export.FetchAsync("?download=1");

        Assert.Equal(export.Facts["checksum"], FileFacts.Sha256(await response.Content.ReadAsByteArrayAsync()));
    }

    [Fact]
    public async Task Get_StoredPlain_HasRangesAndNoGzipFile()
    {
        var export = await server.FinishExportAsync(""", "options": {"compression": "none"}""");

        using var whole = await export.FetchAsync("download", ("Accept-Encoding", "gzip"));
        var bytes = await whole.Content.ReadAsByteArrayAsync();
        using var part = await export.FetchAsync("download", ("Range", "bytes=0-8"));
        using var gzip = await export.FetchAsync("download?compression=gzip");

        Assert.Empty(whole.Content.Headers.ContentEncoding);
        Assert.Equal("bytes", FileFacts.Only(whole, "Accept-Ranges"));
        Assert.Equal(export.Facts["checksum"], FileFacts.Sha256(bytes));
        Assert.Null(export.Facts["compressedSizeInBytes"]);
        Assert.Equal("timestamp", await part.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, gzip.StatusCode);
        Assert.Equal("""{"compression":["This export is stored without compression."]}""", await gzip.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("GET", "items=0-1", null)]
    [InlineData("HEAD", "bytes=0-8", null)]
    [InlineData("GET", "bytes=0-8", "Sat, 21 Nov 2026 05:00:00 GMT")]
    public async Task Get_RangeThatDoesNotCount_GivesTheWhole(string method, string range, string? ifRange)
    {
        var export = await server.FinishExportAsync(""", "options": {"compression": "none"}""");

        using var response = await export.SendAsync(new HttpMethod(method), "download", ifRange is null ? [("Range", range)] : [("Range", range), ("If-Range", ifRange)]);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(export.Facts["sizeInBytes"], FileFacts.Only(response, "Content-Length"));
    }

    [Theory]
    [InlineData("tsv", "text/tab-separated-values; charset=utf-8")]
    [InlineData("jsonl", "application/x-ndjson")]
    public async Task Get_OtherFormat_HasItsType(string format, string type)
    {
        var export = await server.FinishExportAsync($""", "format": "{format}" """);

        using var response = await export.FetchAsync("download");

        Assert.Equal(type, response.Content.Headers.ContentType?.ToString());
        Assert.EndsWith($".{format}\"", FileFacts.Only(response, "Content-Disposition"), StringComparison.Ordinal);
    }
}
