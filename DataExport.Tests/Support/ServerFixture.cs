using System.Net;
using System.Net.Http.Headers;
using DataExport.Core.Database;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DataExport.Tests.Support;

/// <summary>
/// The whole server on a free port of the loopback, with a data directory of its own that goes with it. It is bootstrapped with
/// an organization, its owner and the owner's token; further people and organizations come from <see cref="People"/>.
/// </summary>
public class ServerFixture : WebApplicationFactory<Program>, IAsyncLifetime
{
    /// <summary>Slug of the bootstrapped organization.</summary>
    public const string Organization = "acme";

    /// <summary>Mail address of its owner, who administers the instance.</summary>
    public const string OwnerEmail = "owner@example.com";

    /// <summary>The owner's password.</summary>
    public const string OwnerPassword = "correct horse battery staple";

    /// <summary>The owner's token, with every scope.</summary>
    public const string OwnerToken = "bootstrap-token-of-the-tests-0123456789";

    private static readonly TimeSpan StopsWithin = TimeSpan.FromMinutes(1);

    private readonly string _directory = Directory.CreateTempSubdirectory("dataexport-tests-").FullName;
    private int _last;

    /// <summary>Where it listens, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Address { get; private set; } = new("http://localhost/");

    /// <summary>The data directory.</summary>
    public string DataPath => _directory;

    /// <summary>Makes people and organizations.</summary>
    internal People People => new(this);

    /// <summary>Settings beyond the usual.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    /// <inheritdoc/>
    public virtual ValueTask InitializeAsync()
    {
        UseKestrel(0);
        StartServer();
        Address = ClientOptions.BaseAddress;
        return ValueTask.CompletedTask;
    }

    /// <summary>A number that nobody else gets, for names.</summary>
    public int NextNumber() => Interlocked.Increment(ref _last);

    /// <summary>A client of the API with the token, or with none.</summary>
    internal ApiClient Api(string? token = OwnerToken)
    {
        var http = NewHttpClient();
        http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return new ApiClient(http);
    }

    /// <summary>A client that shows what the server sends: no redirects, no cookies, no decompression of its own.</summary>
    internal HttpClient NewHttpClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
    })
    {
        BaseAddress = Address,
    };

    /// <summary>Looks into, or changes, <c>app.db</c>.</summary>
    internal async Task<T> WithDatabaseAsync<T>(Func<AppDbContext, Task<T>> use)
    {
        await using var database = await Services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        return await use(database);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync().AsTask().WaitAsync(StopsWithin);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Data:Directory", _directory);
        builder.UseSetting("Demo:Enabled", "false");
        builder.UseSetting("Bootstrap:Organization", Organization);
        builder.UseSetting("Bootstrap:AdminEmail", OwnerEmail);
        builder.UseSetting("Bootstrap:AdminPassword", OwnerPassword);
        builder.UseSetting("Bootstrap:ApiToken", OwnerToken);
        // Many tests call on behalf of one person.
        builder.UseSetting("RateLimit:Requests", "100000");
        builder.UseSetting("RateLimit:SignInsPerMinute", "100000");
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
    }
}
