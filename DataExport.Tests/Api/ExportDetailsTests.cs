using System.Net;
using DataExport.Core.Exports;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;

namespace DataExport.Tests.Api;

/// <summary><c>GET data-export/{id}/</c> and who may see what (EXPORTS: REST), over HTTP.</summary>
public sealed class ExportDetailsTests(ServerFixture server)
{
    private const string NotFound = """{"detail":"The requested resource does not exist"}""";
    private const string Forbidden = """{"detail":"You do not have permission to perform this action."}""";
    private static readonly DateTime Started = new(2026, 11, 1, 12, 0, 1, DateTimeKind.Utc);

    [Fact]
    public async Task Get_Failed_HasEveryMemberInOrder()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var id = await server.AddExportAsync(slug, owner, ExportState.Failed, change: export =>
        {
            export.RowsEstimate = 12_000;
            export.ErrorCode = ExportErrorCode.Timeout;
            export.ErrorMessage = "It took too long. Retry it, or ask for fewer rows.";
            export.Warnings = ["\"colour\" is not known and was ignored."];
            export.Attempt = 2;
        });

        var answer = await server.Api(owner.Token).GetAsync($"organizations/{slug}/data-export/{id}/");

        var origin = server.Address.ToString().TrimEnd('/');
        var expected = $$$"""
            {"id":"{{{id}}}","name":"errors of the week","user":{"id":"{{{owner.Id}}}","email":"{{{owner.Email}}}","username":"{{{owner.Email}}}"},
            "dateCreated":"2026-11-01T12:00:00Z","dateStarted":null,"dateFinished":null,"dateExpired":null,
            "query":{"type":"Discover","info":{"field":["id"],"query":"","project":[1]}},"status":"EARLY","state":"Failed",
            "progress":{"rowsWritten":0,"rowsEstimate":12000,"percent":0,"secondsLeft":null,"queuePosition":null},
            "format":"csv","fileName":null,"checksum":null,"sizeInBytes":null,"compressedSizeInBytes":null,"rowCount":null,
            "truncated":false,"warnings":["\"colour\" is not known and was ignored."],"waitingReason":null,
            "error":{"code":"timeout","message":"It took too long. Retry it, or ask for fewer rows.","retryable":true},"attempt":2,
            "links":{"page":"{{{origin}}}/organizations/{{{slug}}}/data-export/{{{id}}}","download":"{{{origin}}}/api/0/organizations/{{{slug}}}/data-export/{{{id}}}/download"}}
            """.ReplaceLineEndings("");
        answer.ExpectJson(HttpStatusCode.OK, expected);
    }

    [Fact]
    public async Task Get_Completed_HasTheFactsOfTheFile()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var id = await server.AddExportAsync(slug, owner, ExportState.Completed, change: Complete);

        var answer = (await server.Api(owner.Token).GetAsync($"organizations/{slug}/data-export/{id}")).Expect(HttpStatusCode.OK);

        Assert.Equal("VALID", answer["status"]);
        Assert.Equal("Discover.csv", answer["fileName"]);
        Assert.Equal(new string('a', 64), answer["checksum"]);
        Assert.Equal("1000", answer["sizeInBytes"]);
        Assert.Equal("100", answer["compressedSizeInBytes"]);
        Assert.Equal("10", answer["rowCount"]);
        Assert.Equal("100", answer.Json.GetProperty("progress").GetProperty("percent").ToString());
    }

    [Fact]
    public async Task Get_PastItsExpiry_IsExpiredAndManifestStays()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var id = await server.AddExportAsync(slug, owner, ExportState.Completed, change: export =>
        {
            Complete(export);
            export.DateExpired = Started;
        });
        var api = server.Api(owner.Token);

        Assert.Equal("EXPIRED", (await api.GetAsync($"organizations/{slug}/data-export/{id}/"))["status"]);
        Assert.Equal("EXPIRED", (await api.GetAsync($"organizations/{slug}/data-export/{id}/?download"))["status"]);
        var manifest = (await api.GetAsync($"organizations/{slug}/data-export/{id}/manifest")).Expect(HttpStatusCode.OK);
        Assert.Equal("""["id"]""", manifest["columns"]);
        Assert.Equal(new string('b', 64), manifest.Json.GetProperty("stored").GetProperty("sha256").GetString());
    }

    [Fact]
    public async Task Manifest_WithoutFile_Is409()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var id = await server.AddExportAsync(slug, owner, ExportState.Cancelled);

        (await server.Api(owner.Token).GetAsync($"organizations/{slug}/data-export/{id}/manifest/")).Expect(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Get_PersonGone_UserIsNull()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var id = await server.AddExportAsync(slug, owner, ExportState.Cancelled, change: export => export.UserId = null);

        Assert.Null((await server.Api(owner.Token).GetAsync($"organizations/{slug}/data-export/{id}/")).Expect(HttpStatusCode.OK)["user"]);
    }

    [Fact]
    public async Task Get_ColleagueWithEveryProject_SeesIt_WithoutOne404()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var seen = await server.People.AddProjectAsync(slug, owner, "seen");
        var colleague = await server.People.AddMemberAsync(slug, OrganizationRole.Member);
        var shared = await server.AddExportAsync(slug, owner, ExportState.Cancelled, [seen.Id]);
        var secret = await server.AddExportAsync(slug, owner, ExportState.Cancelled, [seen.Id, 999_999]);
        var api = server.Api(colleague.Token);

        (await api.GetAsync($"organizations/{slug}/data-export/{shared}/")).Expect(HttpStatusCode.OK);
        (await api.GetAsync($"organizations/{slug}/data-export/{secret}/")).ExpectJson(HttpStatusCode.NotFound, NotFound);
    }

    [Fact]
    public async Task Get_ExportOfAnotherOrganization_Is404()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var (other, otherOwner) = await server.People.AddOrganizationAsync();
        var id = await server.AddExportAsync(slug, owner, ExportState.Cancelled);

        (await server.Api(otherOwner.Token).GetAsync($"organizations/{slug}/data-export/{id}/")).ExpectJson(HttpStatusCode.NotFound, NotFound);
        (await server.Api(otherOwner.Token).GetAsync($"organizations/{other}/data-export/{id}/")).ExpectJson(HttpStatusCode.NotFound, NotFound);
    }

    [Fact]
    public async Task Get_ChecksInOrder_404OrganizationThenFeatureThen403ScopeThen404Export()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var scopeless = server.Api(await server.People.TokenAsync(owner.Id, [Scopes.OrgAdmin]));

        (await scopeless.GetAsync("organizations/nothing/data-export/nothing/")).ExpectJson(HttpStatusCode.NotFound, NotFound);
        (await scopeless.GetAsync($"organizations/{slug}/data-export/nothing/")).ExpectJson(HttpStatusCode.Forbidden, Forbidden);
        (await server.Api(owner.Token).GetAsync($"organizations/{slug}/data-export/nothing/")).ExpectJson(HttpStatusCode.NotFound, NotFound);
        await server.WithDatabaseAsync(async database =>
        {
            database.Organizations.Single(row => row.Slug == slug).DiscoverQuery = false;
            return await database.SaveChangesAsync();
        });
        (await scopeless.GetAsync($"organizations/{slug}/data-export/nothing/")).ExpectJson(HttpStatusCode.NotFound, NotFound);
        (await server.Api(owner.Token).PostAsync($"organizations/{slug}/data-export/", "{}")).ExpectJson(HttpStatusCode.NotFound, NotFound);
    }

    [Fact]
    public async Task Get_InstanceAdminFromOutside_SeesItButMakesNone()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var id = await server.AddExportAsync(slug, owner, ExportState.Cancelled, [999_999]);
        var admin = server.Api();

        (await admin.GetAsync($"organizations/{slug}/data-export/{id}/")).Expect(HttpStatusCode.OK);
        (await admin.PostAsync($"organizations/{slug}/data-export/", "{}")).ExpectJson(HttpStatusCode.Forbidden, Forbidden);
    }

    private static void Complete(Export export)
    {
        export.DateStarted = Started;
        export.DateFinished = Started.AddMinutes(1);
        export.DateExpired = Started.AddYears(10);
        export.RowsWritten = 10;
        export.RowsEstimate = 10;
        export.Artifact = new Artifact
        {
            Key = "none",
            FileName = "Discover.csv",
            Rows = 10,
            ContentBytes = 1000,
            StoredBytes = 100,
            ContentSha256 = new string('a', 64),
            StoredSha256 = new string('b', 64),
        };
    }
}
