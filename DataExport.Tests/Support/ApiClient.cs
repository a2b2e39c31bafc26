using System.Text;

namespace DataExport.Tests.Support;

/// <summary>Calls the API as somebody. Addresses are relative to <c>/api/0/</c> unless they start with a slash.</summary>
internal sealed class ApiClient(HttpClient http)
{
    public Task<ApiAnswer> GetAsync(string address, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, address, body: null, headers);

    public Task<ApiAnswer> PostAsync(string address, string? json = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, address, json, headers);

    public Task<ApiAnswer> DeleteAsync(string address, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Delete, address, body: null, headers);

    public Task<ApiAnswer> SendAsync(HttpMethod method, string address, string? body, params (string Name, string Value)[] headers) =>
        SendAsync(method, address, body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"), headers);

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string address, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var response = await RespondAsync(method, address, content, headers);

        // The client's own deadline ends with the headers.
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        return new ApiAnswer(response.StatusCode, await response.Content.ReadAsStringAsync(deadline.Token), response.Headers, response.Content.Headers);
    }

    /// <summary>The answer itself, whose body is not read yet; for files.</summary>
    public Task<HttpResponseMessage> RespondAsync(HttpMethod method, string address, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, address.StartsWith('/') ? address : "/api/0/" + address) { Content = content };
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value), $"{name} cannot be sent.");
        }

        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Sends these headers with every call.</summary>
    public ApiClient With(string name, string value)
    {
        http.DefaultRequestHeaders.Add(name, value);
        return this;
    }
}
