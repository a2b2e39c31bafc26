using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using DataExport.Tests.Support;

namespace DataExport.Tests.Api;

/// <summary>What the README tells people to type works as it stands there.</summary>
public sealed partial class ReadMeTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly string ReadMe = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public async Task Samples_OfTheApi_WorkAsWritten()
    {
        var api = server.Api();
        (await api.PostAsync("organizations/acme/projects/", """{"name": "Storefront", "slug": "storefront"}""")).Expect(HttpStatusCode.Created);

        var import = ImportAddress().Match(ReadMe);
        var imported = (await api.SendAsync(HttpMethod.Post, import.Groups[1].Value, Log())).Expect(HttpStatusCode.OK);
        var sample = ExportSample().Match(ReadMe);
        var preview = (await api.PostAsync($"{sample.Groups[1].Value}preview/", sample.Groups[2].Value)).Expect(HttpStatusCode.OK);
        (await api.GetAsync(EventSample().Match(ReadMe).Groups[1].Value)).Expect(HttpStatusCode.OK);
        var export = (await api.PostAsync(sample.Groups[1].Value, sample.Groups[2].Value)).Expect(HttpStatusCode.Created);

        Assert.Equal("2", imported["imported"]);
        Assert.Equal("Errors of the shop", export["name"]);
        Assert.Equal("""["id","timestamp","project","title","user","tags[browser]"]""", preview["columns"]);
        var file = await Eventually.GetAsync(
            () => api.GetAsync($"{sample.Groups[1].Value}{export["id"]}/download"),
            answer => answer.Status == HttpStatusCode.OK,
            "the export of the README's sample is ready");
        Assert.StartsWith("id,timestamp,project,title,user,tags[browser]\r\n", file.Text, StringComparison.Ordinal);
    }

    private static StringContent Log() => new("Time,Content,browser\n2026-01-02T03:04:05Z,one,Firefox\n2026-01-02T03:04:06Z,two,\n", Encoding.UTF8, "text/csv");

    [GeneratedRegex("""curl http://localhost:8080(/api/0/\S+) .*?-d '\s*(\{.*?\})'""", RegexOptions.Singleline)]
    private static partial Regex ExportSample();

    [GeneratedRegex("""curl "http://localhost:8080(/api/0/\S+/events/\S+)" """)]
    private static partial Regex EventSample();

    [GeneratedRegex("""curl "http://localhost:8080(/api/0/\S+/import/\S+)" """)]
    private static partial Regex ImportAddress();
}
