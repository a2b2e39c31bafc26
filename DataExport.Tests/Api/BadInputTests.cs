using System.Net;
using System.Text;
using DataExport.Tests.Support;

namespace DataExport.Tests.Api;

/// <summary>Bad input of every kind is answered in the documented form, never with 500.</summary>
public sealed class BadInputTests(ServerFixture server)
{
    private const string Projects = $"organizations/{ServerFixture.Organization}/projects/";

    [Theory]
    [InlineData("", "JSON parse error at line 1, column 1: ")]
    [InlineData("{", "JSON parse error at line 1, column 2: ")]
    [InlineData("{\"name\": x}", "JSON parse error at line 1, column 10: ")]
    [InlineData("{\n  \"name\": \"a\",\n}", "JSON parse error at line 3, column 1: ")]
    [InlineData("{\"name\": \"\\ud800\"}", "JSON parse error: the text of name is not valid Unicode.")]
    [InlineData("{\"\\ud800\": 1}", "JSON parse error: the text of a member is not valid Unicode.")]
    public async Task Post_MalformedJson_Is400WithPosition(string body, string detail)
    {
        var answer = (await server.Api().PostAsync(Projects, body)).Expect(HttpStatusCode.BadRequest);

        Assert.StartsWith(detail, answer["detail"], StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", answer["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_CompressedJson_Is415WithTheRemedy()
    {
        using var content = new ByteArrayContent([0x1f, 0x8b, 8, 0]);
        content.Headers.ContentEncoding.Add("gzip");

        var answer = await server.Api().SendAsync(HttpMethod.Post, Projects, content);

        answer.ExpectJson(HttpStatusCode.UnsupportedMediaType, """{"detail":"Content-Encoding: gzip is not understood here. Send the JSON uncompressed, without that header."}""");
        Assert.Equal("identity", answer.Header("Accept-Encoding"));
    }

    [Fact]
    public async Task Post_JsonSaidToBeUncompressed_IsRead()
    {
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.ContentEncoding.Add("identity");

        (await server.Api().SendAsync(HttpMethod.Post, Projects, content)).ExpectJson(HttpStatusCode.BadRequest, """{"name":["This field is required."]}""");
    }

    [Fact]
    public async Task Post_InvalidUtf8_Is400()
    {
        var content = new ByteArrayContent([.. "{\"name\": \""u8, 0xff, 0xfe, .. "\"}"u8]);

        (await server.Api().SendAsync(HttpMethod.Post, Projects, content)).Expect(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("12")]
    public async Task Post_NotAnObject_Is400(string body)
    {
        (await server.Api().PostAsync(Projects, body))
            .ExpectJson(HttpStatusCode.BadRequest, """{"non_field_errors":["The body must be a JSON object."]}""");
    }

    [Fact]
    public async Task Post_DeepJson_Is400()
    {
        var body = new string('[', 100_000);

        (await server.Api().PostAsync(Projects, body)).Expect(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("""{"name": 5}""", """{"name":["Not a valid string."]}""")]
    [InlineData("""{}""", """{"name":["This field is required."]}""")]
    [InlineData("""{"name": null}""", """{"name":["This field is required."]}""")]
    [InlineData("""{"name": "a", "slug": ["b"], "platform": true}""", """{"slug":["Not a valid string."],"platform":["Not a valid string."]}""")]
    public async Task Post_WrongTypes_Is400NamingTheField(string body, string expected)
    {
        (await server.Api().PostAsync(Projects, body)).ExpectJson(HttpStatusCode.BadRequest, expected);
    }

    [Fact]
    public async Task Post_BodyOverTheLimit_Is413()
    {
        var body = $$"""{"name": "{{new string('x', 1 << 20)}}"}""";

        var answer = await server.Api().PostAsync(Projects, body);

        answer.ExpectJson(HttpStatusCode.RequestEntityTooLarge, """{"detail":"The body of the request is too large. It may have 1048576 bytes."}""");
    }

    [Fact]
    public async Task Post_BodyOverTheServersLimit_Is413()
    {
        using var content = new ByteArrayContent(new byte[40_000_000]);

        var answer = await server.Api().SendAsync(HttpMethod.Post, Projects, content, ("Expect", "100-continue"));

        answer.Expect(HttpStatusCode.RequestEntityTooLarge);
        Assert.NotNull(answer["detail"]);
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/0")]
    [InlineData("/api/0/nothing/")]
    [InlineData("/api/1/organizations/")]
    [InlineData("/api/0/organizations/acme/data-export/x/y/z")]
    public async Task Get_UnknownAddress_Is404AsJson(string address)
    {
        (await server.Api().GetAsync(address)).ExpectJson(HttpStatusCode.NotFound, """{"detail":"The requested resource does not exist"}""");
    }

    [Fact]
    public async Task Put_AddressWithoutPut_Is405WithAllow()
    {
        var answer = await server.Api().SendAsync(HttpMethod.Put, Projects, "{}");

        answer.ExpectJson(HttpStatusCode.MethodNotAllowed, """{"detail":"Method \"PUT\" not allowed."}""");
        Assert.Equal("GET, HEAD, POST", answer.Header("Allow"));
    }

    [Theory]
    [InlineData("acme%00")]
    [InlineData("%2e%2e%2facme")]
    [InlineData("' OR 1=1 --")]
    [InlineData("99999999999999999999")]
    [InlineData("-1")]
    public async Task Get_HostileOrganization_Is404(string organization)
    {
        (await server.Api().GetAsync($"organizations/{Uri.EscapeDataString(organization)}/")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Get_UnknownParameter_Is400ListingWhatIsAllowed()
    {
        (await server.Api().GetAsync("organizations/?page=2"))
            .ExpectJson(HttpStatusCode.BadRequest, """{"detail":"Unknown query parameter 'page'. Allowed: cursor, per_page."}""");
    }

    [Theory]
    [InlineData("per_page=0", "Invalid per_page value. Must be between 1 and 100.")]
    [InlineData("per_page=101", "Invalid per_page value. Must be between 1 and 100.")]
    [InlineData("per_page=many", "Invalid per_page value. Must be between 1 and 100.")]
    [InlineData("cursor=0:-1:0", "Invalid cursor parameter.")]
    [InlineData("cursor=9", "Invalid cursor parameter.")]
    [InlineData("cursor=0:99999999999:0", "Invalid cursor parameter.")]
    public async Task Get_WrongPaging_Is400(string query, string detail)
    {
        (await server.Api().GetAsync($"{Projects}?{query}")).ExpectJson(HttpStatusCode.BadRequest, $$"""{"detail":"{{detail}}"}""");
    }

    [Fact]
    public async Task Post_AnyContentType_IsReadAsJson()
    {
        using var content = new StringContent("""{"name": 5}""", Encoding.UTF8, "text/plain");

        (await server.Api().SendAsync(HttpMethod.Post, Projects, content)).ExpectJson(HttpStatusCode.BadRequest, """{"name":["Not a valid string."]}""");
    }
}
