using System.IO.Compression;
using System.Text;
using DataExport.Core.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Support;

/// <summary>Sends to a project as SDKs do, and looks at what was stored.</summary>
internal sealed class SentrySender
{
    private readonly ServerFixture _server;
    private readonly ApiClient _http;

    private SentrySender(ServerFixture server, string organization, Person owner, int projectId, string key)
    {
        (_server, Organization, Owner, ProjectId, Key) = (server, organization, owner, projectId, key);
        _http = server.Api(token: null);
    }

    public string Organization { get; }

    public Person Owner { get; }

    public int ProjectId { get; }

    /// <summary>The project's public key.</summary>
    public string Key { get; }

    /// <summary>What an SDK is configured with.</summary>
    public string Dsn => $"http://{Key}@127.0.0.1:{_server.Address.Port}/{ProjectId}";

    /// <summary>A sender for a new project of a new organization.</summary>
    public static async Task<SentrySender> AddAsync(ServerFixture server)
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var project = await server.People.AddProjectAsync(slug, owner, "shop");
        var key = await server.WithDatabaseAsync(database => database.ProjectKeys.SingleAsync(row => row.ProjectId == project.Id));
        return new SentrySender(server, slug, owner, project.Id, key.PublicKey);
    }

    /// <summary>Sends an envelope with the key in the usual header.</summary>
    public Task<ApiAnswer> EnvelopeAsync(string body) => EnvelopeAsync(Encoding.UTF8.GetBytes(body));

    /// <inheritdoc cref="EnvelopeAsync(string)"/>
    public Task<ApiAnswer> EnvelopeAsync(byte[] body, string? encoding = null) => SendAsync("envelope", new ByteArrayContent(body), encoding, AuthHeader(Key));

    /// <summary>Sends a single event's JSON with the key in the usual header.</summary>
    public Task<ApiAnswer> StoreAsync(string json) => SendAsync("store", new ByteArrayContent(Encoding.UTF8.GetBytes(json)), encoding: null, AuthHeader(Key));

    /// <summary>Sends with these headers alone.</summary>
    public Task<ApiAnswer> SendAsync(string endpoint, HttpContent content, string? encoding = null, params (string Name, string Value)[] headers)
    {
        if (encoding is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        return _http.SendAsync(HttpMethod.Post, endpoint.StartsWith('/') ? endpoint : $"/api/{ProjectId}/{endpoint}/", content, headers);
    }

    /// <summary>The header that SDKs name the key in.</summary>
    public static (string Name, string Value) AuthHeader(string key) => ("X-Sentry-Auth", $"Sentry sentry_version=7, sentry_client=test/1.0, sentry_key={key}");

    /// <summary>The project's events in the order in which they came, cells joined by a bar, null as a dash.</summary>
    /// <param name="columns">SQL of columns of the table of events.</param>
    public string[] Stored(string columns = "message") => Query($"SELECT {columns} FROM events WHERE project_id = {ProjectId} ORDER BY id");

    /// <summary>The rows of a query, cells joined by a bar, null as a dash.</summary>
    public string[] Query(string sql)
    {
        using var reader = _server.Services.GetRequiredService<EventStore>().OpenReader();
        using var statement = reader.Prepare(sql);
        var rows = new List<string>();
        while (statement.Step())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, statement.ColumnCount).Select(column => statement.Text(column) ?? "-")));
        }

        return [.. rows];
    }

    /// <summary>The bytes in a content encoding.</summary>
    public static byte[] Encode(string encoding, byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (Stream packer = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "raw" => new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => throw new ArgumentOutOfRangeException(nameof(encoding)),
        })
        {
            packer.Write(bytes);
        }

        return packed.ToArray();
    }
}
