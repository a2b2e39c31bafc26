using System.Net;
using System.Text;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Tests.Api.Ingest;

/// <summary>Who may send, from where (INGEST: Key, CORS).</summary>
public sealed class IngestAccessTests(QuietServer server) : IClassFixture<QuietServer>
{
    private const string Unknown = "00000000000000000000000000000000";

    [Fact]
    public async Task Key_InHeaderAddressOrDsn_IsAccepted()
    {
        var sender = await SentrySender.AddAsync(server);

        (await SendAsync(sender, "{}", "", SentrySender.AuthHeader(sender.Key))).Expect(HttpStatusCode.OK);
        (await SendAsync(sender, "{}", "", ("X-Sentry-Auth", $"Sentry sentry_key={sender.Key},sentry_version=7"))).Expect(HttpStatusCode.OK);
        (await SendAsync(sender, "{}", "", ("X-Sentry-Auth", $"sentry sentry_version=7, sentry_secret=wrong, sentry_key={sender.Key}"))).Expect(HttpStatusCode.OK);
        (await SendAsync(sender, "{}", $"?sentry_version=7&sentry_key={sender.Key}&sentry_client=sentry.javascript.browser%2F10")).Expect(HttpStatusCode.OK);
        (await SendAsync(sender, Header(sender.Dsn), "")).Expect(HttpStatusCode.OK);
        (await SendAsync(sender, Header(sender.Dsn), $"?sentry_key={sender.Key}", SentrySender.AuthHeader(sender.Key))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Key_NoneUnknownOrOfAnotherProject_Is403()
    {
        var (sender, other) = (await SentrySender.AddAsync(server), await SentrySender.AddAsync(server));

        (await SendAsync(sender, "{}", "")).Expect(HttpStatusCode.Forbidden);
        (await SendAsync(sender, "{}", "?sentry_key=")).Expect(HttpStatusCode.Forbidden);
        (await SendAsync(sender, "{}", "", ("X-Sentry-Auth", "Sentry sentry_version=7"))).Expect(HttpStatusCode.Forbidden);
        (await SendAsync(sender, "{}", "", SentrySender.AuthHeader(Unknown))).Expect(HttpStatusCode.Forbidden);
        (await SendAsync(sender, "{}", "", SentrySender.AuthHeader("' OR 1=1 --"))).Expect(HttpStatusCode.Forbidden);
        (await SendAsync(sender, "{}", "", SentrySender.AuthHeader(other.Key))).Expect(HttpStatusCode.Forbidden);
        (await SendAsync(sender, Header(sender.Dsn.Replace(sender.Key, Unknown, StringComparison.Ordinal)), "")).Expect(HttpStatusCode.Forbidden);
        var answer = (await sender.SendAsync("store", new StringContent("{}"))).Expect(HttpStatusCode.Forbidden);
        Assert.Equal("The request names no key.", answer["detail"]);
        (await sender.SendAsync("/api/999999999/envelope/", new StringContent("{}"), null, SentrySender.AuthHeader(sender.Key))).Expect(HttpStatusCode.Forbidden);
        Assert.Empty(sender.Stored());
    }

    [Fact]
    public async Task Key_TwoDifferentOnes_Is400()
    {
        var sender = await SentrySender.AddAsync(server);

        (await SendAsync(sender, "{}", $"?sentry_key={Unknown}", SentrySender.AuthHeader(sender.Key))).Expect(HttpStatusCode.BadRequest);
        (await SendAsync(sender, "{}", $"?sentry_key={sender.Key}&sentry_key={Unknown}")).Expect(HttpStatusCode.BadRequest);
        (await SendAsync(sender, Header(sender.Dsn.Replace(sender.Key, Unknown, StringComparison.Ordinal)), "", SentrySender.AuthHeader(sender.Key))).Expect(HttpStatusCode.BadRequest);
        var answer = (await SendAsync(sender, Header($"http://{sender.Key}@localhost/999999"), "", SentrySender.AuthHeader(sender.Key))).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("The request names two different projects.", answer["detail"]);
        (await SendAsync(sender, Header("nonsense"), "", SentrySender.AuthHeader(sender.Key))).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Key_DisabledOrDeleted_Is403AtOnceAndWorksAgainOnceEnabled()
    {
        var sender = await SentrySender.AddAsync(server);
        var (api, address) = (server.Api(sender.Owner.Token), $"projects/{sender.Organization}/shop/keys/{sender.Key}/");

        (await sender.EnvelopeAsync("{}")).Expect(HttpStatusCode.OK);
        (await api.SendAsync(HttpMethod.Put, address, """{"isActive": false}""")).Expect(HttpStatusCode.OK);
        (await sender.EnvelopeAsync("{}")).Expect(HttpStatusCode.Forbidden);
        (await api.SendAsync(HttpMethod.Put, address, """{"isActive": true}""")).Expect(HttpStatusCode.OK);
        (await sender.EnvelopeAsync("{}")).Expect(HttpStatusCode.OK);
        (await api.DeleteAsync(address)).Expect(HttpStatusCode.NoContent);
        (await sender.EnvelopeAsync("{}")).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Preflight_FromAnyOrigin_IsAllowed()
    {
        var sender = await SentrySender.AddAsync(server);

        var answer = (await server.Api(token: null).SendAsync(
            HttpMethod.Options, $"/api/{sender.ProjectId}/envelope/", body: null,
            ("Origin", "https://shop.example.com"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "content-encoding,x-sentry-auth"))).Expect(HttpStatusCode.NoContent);

        Assert.Equal("*", answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal("POST", answer.Header("Access-Control-Allow-Methods"));
        var allowed = answer.Header("Access-Control-Allow-Headers")!.Split(", ");
        Assert.Contains("x-sentry-auth", allowed);
        Assert.Contains("content-encoding", allowed);
        Assert.Contains("content-type", allowed);
    }

    [Fact]
    public async Task Answers_ForAnyOrigin_CanBeRead()
    {
        var sender = await SentrySender.AddAsync(server);

        foreach (var answer in new[] { await sender.EnvelopeAsync("{}"), await sender.EnvelopeAsync(""), await SendAsync(sender, "{}", ""), await sender.StoreAsync("x") })
        {
            Assert.Equal("*", answer.Header("Access-Control-Allow-Origin"));
            Assert.Contains("x-sentry-rate-limits", answer.Header("Access-Control-Expose-Headers"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("text/plain;charset=UTF-8")]
    [InlineData("application/x-sentry-envelope")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData(null)]
    public async Task Body_OfAnyContentType_IsRead(string? type)
    {
        var sender = await SentrySender.AddAsync(server);
        var content = new ByteArrayContent("{}\n{\"type\":\"event\"}\n{\"message\":\"m\"}"u8.ToArray());
        if (type is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        (await sender.SendAsync("envelope", content, null, SentrySender.AuthHeader(sender.Key))).Expect(HttpStatusCode.OK);

        Assert.Equal(["m"], sender.Stored());
    }

    [Fact]
    public async Task OtherMethods_Are405()
    {
        var sender = await SentrySender.AddAsync(server);

        var answer = (await server.Api(token: null).GetAsync($"/api/{sender.ProjectId}/envelope/")).Expect(HttpStatusCode.MethodNotAllowed);

        Assert.Equal("OPTIONS, POST", answer.Header("Allow"));
        (await server.Api(token: null).PostAsync("/api/shop/envelope/", "{}")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Projects_FromBeforeThereWereKeys_GetOneByTheMigration()
    {
        // The migration's own statement, on a project whose keys have gone.
        var sender = await SentrySender.AddAsync(server);
        var migration = await File.ReadAllTextAsync(Directory.GetFiles(Path.Combine(Repository.Root, "DataExport.Core", "Database", "Migrations"), "*_ProjectKeys.cs").Single());
        var (begin, end) = (migration.IndexOf("INSERT INTO ProjectKeys", StringComparison.Ordinal), migration.IndexOf("FROM Projects;", StringComparison.Ordinal));
        var statement = string.Concat(migration.AsSpan(begin, end - begin), "FROM Projects WHERE Id = {0}");
        await server.WithDatabaseAsync(async database =>
        {
            await database.ProjectKeys.Where(row => row.ProjectId == sender.ProjectId).ExecuteDeleteAsync();
            return await database.Database.ExecuteSqlRawAsync(statement, sender.ProjectId);
        });

        var key = await server.WithDatabaseAsync(database => database.ProjectKeys.SingleAsync(row => row.ProjectId == sender.ProjectId));
        Assert.Matches("^[0-9a-f]{32}$", key.PublicKey);
        Assert.True(key.IsActive);
        (await sender.SendAsync("envelope", new StringContent("{}"), null, SentrySender.AuthHeader(key.PublicKey))).Expect(HttpStatusCode.OK);
    }

    private static Task<ApiAnswer> SendAsync(SentrySender sender, string body, string query, params (string Name, string Value)[] headers) =>
        sender.SendAsync($"/api/{sender.ProjectId}/envelope/{query}", new ByteArrayContent(Encoding.UTF8.GetBytes(body)), null, headers);

    private static string Header(string dsn) => $$"""{"dsn":"{{dsn}}"}""";
}
