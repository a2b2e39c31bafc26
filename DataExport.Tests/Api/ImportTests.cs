using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;

namespace DataExport.Tests.Api;

/// <summary><c>projects/{org}/{project}/import/</c> over HTTP.</summary>
public sealed class ImportTests(ServerFixture server)
{
    private const string OneRow = """{"imported":1,"rejected":0,"errors":[]}""";
    private static readonly byte[] Small = "message,a\nhi,1\n"u8.ToArray();

    [Fact]
    public async Task Post_Body_Imports()
    {
        var (api, organization) = await SetUpAsync();

        var answer = await api.ImportAsync(organization, "logs", "timestamp,text\n1,one\nsoon,two\n3,three\n"u8.ToArray(), """{"timestamp": "timestamp", "message": "text"}""");

        answer.ExpectJson(
            HttpStatusCode.OK,
            """{"imported":2,"rejected":1,"errors":[{"line":3,"column":"timestamp","reason":"\"soon\" is no ISO 8601 time and no epoch seconds or milliseconds; give timestampFormat."}]}""");
    }

    [Fact]
    public async Task Post_Form_ImportsWhicheverPartComesFirst()
    {
        var (api, organization) = await SetUpAsync();
        var address = ImportCalls.Address(organization, "logs");
        const string mapping = """{"message": "message"}""";

        var fileFirst = new MultipartFormDataContent { { new ByteArrayContent(Small), "file", "a.csv" }, { new StringContent(mapping), "mapping" }, { new StringContent("x"), "other" } };
        (await api.SendAsync(HttpMethod.Post, address, fileFirst)).ExpectJson(HttpStatusCode.OK, OneRow);
        var mappingFirst = new MultipartFormDataContent { { new StringContent(mapping), "mapping" }, { new ByteArrayContent(Small), "file", "b.csv" } };
        (await api.SendAsync(HttpMethod.Post, address, mappingFirst)).ExpectJson(HttpStatusCode.OK, OneRow);

        var list = (await api.GetAsync(address)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(["b.csv", "a.csv"], list.EnumerateArray().Select(import => import.GetProperty("fileName").GetString()));
    }

    [Fact]
    public async Task Post_GzipWithContentEncoding_Imports()
    {
        var (api, organization) = await SetUpAsync();
        var content = new ByteArrayContent(Gzip(Small)) { Headers = { ContentEncoding = { "gzip" } } };

        (await api.SendAsync(HttpMethod.Post, ImportCalls.Address(organization, "logs"), content)).ExpectJson(HttpStatusCode.OK, OneRow);
    }

    [Fact]
    public async Task Post_OtherContentEncoding_Is415()
    {
        var (api, organization) = await SetUpAsync();
        var content = new ByteArrayContent(Small) { Headers = { ContentEncoding = { "br" } } };

        (await api.SendAsync(HttpMethod.Post, ImportCalls.Address(organization, "logs"), content))
            .ExpectJson(HttpStatusCode.UnsupportedMediaType, """{"detail":"Content-Encoding may be gzip or identity."}""");
    }

    [Fact]
    public async Task Post_LargerThanOtherBodies_Imports()
    {
        var (api, organization) = await SetUpAsync();
        var file = new byte[40 << 20];
        file.AsSpan().Fill((byte)'x');
        for (var end = 999_999; end < file.Length; end += 1_000_000)
        {
            file[end] = (byte)'\n';
        }

        (await api.ImportAsync(organization, "logs", file)).ExpectJson(HttpStatusCode.OK, """{"imported":41,"rejected":0,"errors":[]}""");
    }

    public static TheoryData<string, string, string> Garbage => new()
    {
        { "empty", "", """{"file":["The file is empty."]}""" },
        { "no CSV", "a,b\n1\n2\n", """{"file":["2 of the first 2 rows cannot be read. Line 2: The row has 1 cell where the header has 2."]}""" },
        { "zeros", new string('\0', 4 << 20), """{"file":["The row of line 1 is longer than 1048576 bytes; perhaps a quote in it is never closed."]}""" },
        { "no UTF-8", "\u00ff\u00fe", """{"file":["The file is no UTF-8 text: line 1, byte 0. Save it as UTF-8."]}""" },
        { "broken gzip", "\u001f\u008b\u0008garbage that is no deflate at all", """{"file":["The compression is broken after line 1 (byte 0 of the text): What begins at byte 0 of the file is no gzip. Compress the file anew."]}""" },
        { "gzip without end", "\u001f\u008b", """{"file":["The compression is broken after line 1 (byte 0 of the text): The gzip member that begins at byte 0 of the file breaks off. Compress the file anew."]}""" },
    };

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task Post_Garbage_Is400AndStoresNothing(string what, string file, string expected)
    {
        Assert.NotEmpty(what);
        var (api, organization) = await SetUpAsync();

        (await api.ImportAsync(organization, "logs", Encoding.Latin1.GetBytes(file))).ExpectJson(HttpStatusCode.BadRequest, expected);

        (await api.GetAsync(ImportCalls.Address(organization, "logs"))).ExpectJson(HttpStatusCode.OK, "[]");
    }

    [Fact]
    public async Task Post_RandomBytes_IsNever500()
    {
        var (api, organization) = await SetUpAsync();
        var random = new Random(20261121);
        for (var round = 0; round < 60; round++)
        {
            var file = new byte[random.Next(1, 5000)];
            random.NextBytes(file);
            Disguise(file, round);
            var answer = await api.ImportAsync(organization, "logs", file);
            Assert.True(answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.OK, $"Round {round}: {answer.Status} {answer.Text}");
        }
    }

    [Fact]
    public async Task Post_HeaderOnly_ImportsNothing()
    {
        var (api, organization) = await SetUpAsync();

        (await api.ImportAsync(organization, "logs", "message,a\n"u8.ToArray())).ExpectJson(HttpStatusCode.OK, """{"imported":0,"rejected":0,"errors":[]}""");
    }

    [Theory]
    [InlineData("{", """{"mapping":["The mapping is not valid JSON (line 1, character 2)."]}""")]
    [InlineData("""{"message": "nope"}""", """{"mapping":["\"message\": the file has no column \"nope\". Its columns: message, a."]}""")]
    [InlineData("""{"level": 5, "timestampFormat": true}""", """{"mapping":["\"level\" must be a column, a list of columns, or \"=\" and a constant.","\"timestampFormat\" must be a text such as \"yyyy-MM-dd HH:mm:ss\"."]}""")]
    public async Task Post_WrongMapping_Is400(string mapping, string expected)
    {
        var (api, organization) = await SetUpAsync();

        (await api.ImportAsync(organization, "logs", Small, mapping)).ExpectJson(HttpStatusCode.BadRequest, expected);
        (await api.ImportFormAsync(organization, "logs", new ByteArrayContent(Small), mapping)).ExpectJson(HttpStatusCode.BadRequest, expected);
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\nmessage\r\nhi", """{"detail":"The multipart body is broken, or breaks off."}""")]
    [InlineData("multipart/form-data; boundary=b", "garbage", """{"detail":"The multipart body is broken, or breaks off."}""")]
    [InlineData("multipart/form-data; boundary=b", "", """{"detail":"The multipart body is broken, or breaks off."}""")]
    [InlineData("multipart/form-data", "garbage", """{"detail":"The multipart body has no boundary that can be used."}""")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"mapping\"\r\n\r\n{}\r\n--b--\r\n", """{"file":["There is no file: send it as the body, or as the part \"file\" of a multipart form."]}""")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\n\r\n\r\n--b--\r\n", """{"file":["There is no file: send it as the body, or as the part \"file\" of a multipart form."]}""")]
    public async Task Post_BrokenForm_Is400(string type, string body, string expected)
    {
        var (api, organization) = await SetUpAsync();
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        (await api.SendAsync(HttpMethod.Post, ImportCalls.Address(organization, "logs"), content)).ExpectJson(HttpStatusCode.BadRequest, expected);
    }

    [Fact]
    public async Task Post_TwoFiles_Is400()
    {
        var (api, organization) = await SetUpAsync();
        var form = new MultipartFormDataContent { { new ByteArrayContent(Small), "file", "a" }, { new ByteArrayContent(Small), "file", "b" } };

        (await api.SendAsync(HttpMethod.Post, ImportCalls.Address(organization, "logs"), form))
            .ExpectJson(HttpStatusCode.BadRequest, """{"file":["There is more than one file: import one at a time."]}""");
        Assert.Empty(Directory.GetFiles(Path.Combine(server.DataPath, "imports"), "*.part"));
    }

    [Fact]
    public async Task Any_WithoutRights_Is404Or403()
    {
        var (api, organization) = await SetUpAsync();
        var (_, stranger) = await server.People.AddOrganizationAsync();
        var member = await server.People.AddMemberAsync(organization, OrganizationRole.Member);
        var address = ImportCalls.Address(organization, "logs");

        (await server.Api(token: null).ImportAsync(organization, "logs", Small)).Expect(HttpStatusCode.Unauthorized);
        (await server.Api(stranger.Token).ImportAsync(organization, "logs", Small)).Expect(HttpStatusCode.NotFound);
        (await server.Api(stranger.Token).GetAsync(address)).Expect(HttpStatusCode.NotFound);
        (await server.Api(stranger.Token).DeleteAsync(address + "1/")).Expect(HttpStatusCode.NotFound);
        (await api.ImportAsync(organization, "nope", Small)).Expect(HttpStatusCode.NotFound);
        (await server.Api(member.Token).ImportAsync(organization, "logs", Small)).Expect(HttpStatusCode.Forbidden);
        (await server.Api(member.Token).GetAsync(address)).ExpectJson(HttpStatusCode.OK, "[]");
        (await server.Api(member.Token).DeleteAsync(address + "1/")).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Post_SessionWithoutAntiforgery_Is403BeforeTheFileIsRead()
    {
        var (organization, owner) = await server.People.AddOrganizationAsync();
        await server.People.AddProjectAsync(organization, owner, "logs");
        var session = await server.People.SessionAsync(owner, antiforgery: false);

        (await session.ImportFormAsync(organization, "logs", new ByteArrayContent(Small), mapping: null)).Expect(HttpStatusCode.Forbidden);
        (await (await server.People.SessionAsync(owner, antiforgery: true)).ImportFormAsync(organization, "logs", new ByteArrayContent(Small), mapping: null)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Delete_Import_UndoesIt()
    {
        var (api, organization) = await SetUpAsync();
        var imported = (await api.ImportAsync(organization, "logs", Small)).Expect(HttpStatusCode.OK);
        var address = imported.Header("Content-Location")!;

        Assert.Equal("Undone", (await api.DeleteAsync(address)).Expect(HttpStatusCode.OK)["state"]);
        Assert.Equal("Undone", (await api.DeleteAsync(address)).Expect(HttpStatusCode.OK)["state"]);
        (await api.DeleteAsync(ImportCalls.Address(organization, "logs") + "99999999/")).Expect(HttpStatusCode.NotFound);
        (await api.DeleteAsync(ImportCalls.Address(organization, "logs") + "x/")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Get_List_PagesAndRefusesUnknownParameters()
    {
        var (api, organization) = await SetUpAsync();
        var address = ImportCalls.Address(organization, "logs");
        await api.ImportAsync(organization, "logs", Small);
        await api.ImportAsync(organization, "logs", Small, """{"message": "message"}""");

        var first = (await api.GetAsync(address + "?per_page=1")).Expect(HttpStatusCode.OK);

        Assert.Equal("""{"message":"message"}""", Assert.Single(first.Json.EnumerateArray()).GetProperty("mapping").GetRawText());
        Assert.Contains("rel=\"next\"; results=\"true\"; cursor=\"0:1:0\"", first.Header("Link"), StringComparison.Ordinal);
        (await api.GetAsync(address + "?page=1")).ExpectJson(HttpStatusCode.BadRequest, """{"detail":"Unknown query parameter 'page'. Allowed: cursor, per_page."}""");
    }

    // Some of the garbage starts like a file that it is not.
    private static void Disguise(byte[] file, int round)
    {
        byte[] head = (round % 5) switch { 0 => [0x1f, 0x8b, 8, 0], 1 => [.. "{\"a\":"u8], 2 => [.. "a,b\n\""u8], 3 => [0xef, 0xbb, 0xbf], _ => [] };
        head.AsSpan(0, Math.Min(head.Length, file.Length)).CopyTo(file);
        if (round % 2 == 0 && head is not [0x1f, ..])
        {
            // As text: the rest within ASCII.
            file.AsSpan().Replace((byte)0xff, (byte)0);
            for (var index = 0; index < file.Length; index++)
            {
                file[index] &= 0x7f;
            }
        }
    }

    private static byte[] Gzip(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return bytes.ToArray();
    }

    private async Task<(ApiClient Api, string Organization)> SetUpAsync()
    {
        var (organization, owner) = await server.People.AddOrganizationAsync();
        await server.People.AddProjectAsync(organization, owner, "logs");
        return (server.Api(owner.Token), organization);
    }
}
