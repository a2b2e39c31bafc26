using System.Globalization;
using System.Net;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Tests.Api;

/// <summary>Who gets the file, under what name, and what is written down about it; over HTTP.</summary>
public sealed class DownloadAccessTests(ServerFixture server)
{
    [Theory]
    [InlineData("a.csv", "attachment; filename=\"a.csv\"")]
    [InlineData("a\r\nSet-Cookie: x=1.csv", "attachment; filename=\"a__Set-Cookie_ x=1.csv\"")]
    [InlineData("a\"; filename=\"b.exe", "attachment; filename=\"a_; filename=_b.exe\"")]
    [InlineData("../..%2fetc/passwd", "attachment; filename=\"_.._2fetc_passwd\"")]
    [InlineData("vsc.\u202eexe", "attachment; filename=\"vsc._exe\"")]
    [InlineData("Müller 😀.csv", "attachment; filename=\"M_ller _.csv\"; filename*=UTF-8''M%C3%BCller%20%F0%9F%98%80.csv")]
    [InlineData("...", "attachment; filename=\"export\"")]
    public async Task Get_FileName_MisleadsNobody(string name, string expected)
    {
        var export = await server.FinishExportAsync();
        await server.WithDatabaseAsync(async database =>
        {
            var row = await database.Exports.SingleAsync(found => found.Id == export.Id);
            row.Artifact = row.Artifact! with { FileName = name };
            return await database.SaveChangesAsync();
        });

        using var response = await export.FetchAsync("download");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(expected, FileFacts.Only(response, "Content-Disposition"));
    }

    [Fact]
    public async Task Get_File_IsRecorded_HeadersAloneAreNot()
    {
        var export = await server.FinishExportAsync();

        using (var head = await export.SendAsync(HttpMethod.Head, "download"))
        using (var part = await export.FetchAsync("download?compression=gzip", ("Range", "bytes=0-99")))
        {
            await part.Content.ReadAsByteArrayAsync();
        }

        var records = await Eventually.GetAsync(
            () => server.WithDatabaseAsync(database => database.Downloads.Where(row => row.ExportId == export.Id).ToListAsync()),
            rows => rows is [{ Finished: true }],
            "one finished record");
        Assert.Equal(100, records[0].BytesSent);
        Assert.Equal(export.Person.Id, records[0].UserId);
        Assert.Equal("127.0.0.1", records[0].Address);
    }

    [Fact]
    public async Task Get_AccessTakenAway_Is403AtEveryRequest()
    {
        var export = await server.FinishExportAsync();
        using var before = await export.FetchAsync("download");
        await server.WithDatabaseAsync(async database =>
        {
            (await database.Memberships.Include(row => row.Teams).SingleAsync(row => row.UserId == export.Person.Id)).Role = OrganizationRole.Member;
            (await database.Teams.Include(row => row.Projects).SingleAsync(row => row.Projects.Any(project => project.Id == export.ProjectId))).Projects.Clear();
            return await database.SaveChangesAsync();
        });

        using var after = await export.FetchAsync("download");
        using var range = await export.FetchAsync("download?compression=gzip", ("Range", "bytes=5-"));

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, after.StatusCode);
        Assert.Contains("permission_revoked", await after.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, range.StatusCode);
    }

    [Fact]
    public async Task Get_Expired_Is410()
    {
        var export = await server.FinishExportAsync();
        await server.WithDatabaseAsync(database => database.WriteAsync(
            () => database.Exports.Where(row => row.Id == export.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.DateExpired, DateTime.UnixEpoch)), default));

        using var response = await export.FetchAsync("download");

        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Manifest_HasTheHashesOfBothForms()
    {
        var export = await server.FinishExportAsync();
        using var response = await export.FetchAsync("download?compression=gzip");
        var stored = await response.Content.ReadAsByteArrayAsync();

        var manifest = (await server.Api(export.Person.Token).GetAsync($"{export.Address}manifest")).Expect(HttpStatusCode.OK);

        Assert.Equal(FileFacts.Sha256(stored), manifest.Json.GetProperty("stored").GetProperty("sha256").GetString());
        Assert.Equal(export.Facts["checksum"], manifest.Json.GetProperty("content").GetProperty("sha256").GetString());
        Assert.Equal("""["timestamp","message"]""", manifest["columns"]);
        Assert.Equal(FinishedExport.RowCount.ToString(CultureInfo.InvariantCulture), manifest["rows"]);
    }
}
