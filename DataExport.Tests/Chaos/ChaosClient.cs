using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using DataExport.Tests.Support;

namespace DataExport.Tests.Chaos;

/// <summary>Calls a server that may die at any moment: asks again until there is an answer, as a careful program does.</summary>
internal sealed class ChaosClient(ChaosServer server) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, PooledConnectionLifetime = TimeSpan.Zero })
    {
        Timeout = TimeSpan.FromSeconds(30),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", ChaosServer.Token) },
    };

    /// <summary>The address of the organization's exports, and of one.</summary>
    public static string Exports(string id = "") => $"/api/0/organizations/{ChaosServer.Organization}/data-export/{id}{(id.Length > 0 ? "/" : "")}";

    /// <summary>Gets an answer, whatever it takes; 503 is none.</summary>
    public async Task<ApiAnswer> SendAsync(HttpMethod method, string address, Func<HttpContent>? content = null, string? key = null)
    {
        var (status, body, answer) = await SendBytesAsync(method, address, content, key);
        return new ApiAnswer(status, System.Text.Encoding.UTF8.GetString(body), answer.Headers, answer.Content.Headers);
    }

    /// <summary>Asks once, and says how that ended.</summary>
    public async Task<HttpStatusCode> AskOnceAsync(string address)
    {
        using var answer = await _http.GetAsync(new Uri(await server.Address, address));
        return answer.StatusCode;
    }

    /// <summary>Gets a file, whatever it takes.</summary>
    public async Task<byte[]> DownloadAsync(string address)
    {
        var (status, body, _) = await SendBytesAsync(HttpMethod.Get, address, content: null, key: null);
        Assert.True(status == HttpStatusCode.OK, $"{address}: {status} {System.Text.Encoding.UTF8.GetString(body)}");
        return body;
    }

    public void Dispose() => _http.Dispose();

    private async Task<(HttpStatusCode Status, byte[] Body, HttpResponseMessage Answer)> SendBytesAsync(
        HttpMethod method, string address, Func<HttpContent>? content, string? key)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(method, new Uri(await server.Address.WaitAsync(Pause), address)) { Content = content?.Invoke() };
                if (key is not null)
                {
                    request.Headers.Add("Idempotency-Key", key);
                }

                using var answer = await _http.SendAsync(request);
                if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                {
                    throw new HttpRequestException(await answer.Content.ReadAsStringAsync());
                }

                return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(), answer);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or TimeoutException)
            {
                Assert.True(watch.Elapsed < Deadline, $"{method} {address} got no answer: {exception.Message}\n{server.LastLines}");
                await Task.Delay(Pause);
            }
        }
    }
}
