using System.Net;
using System.Text.RegularExpressions;

namespace DataExport.Tests.Support;

/// <summary>A browser without scripts: keeps cookies, follows nothing by itself, sends forms with their hidden fields.</summary>
internal sealed partial class FormBrowser(Uri server) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = server };

    /// <summary>Opens a page.</summary>
    public async Task<FormAnswer> GetAsync(string address) => await ReadAsync(await _http.GetAsync(address));

    /// <summary>Opens a page and sends the form of that name from it.</summary>
    public async Task<FormAnswer> PostAsync(string address, string form, params (string Name, string Value)[] fields)
    {
        var page = (await GetAsync(address)).Text;
        var hidden = Hidden().Matches(page).Select(match => (Name: match.Groups[1].Value, Value: WebUtility.HtmlDecode(match.Groups[2].Value)))
            .Where(field => field.Name != "_handler" && fields.All(given => given.Name != field.Name)).DistinctBy(field => field.Name);
        using var content = new FormUrlEncodedContent(
            hidden.Append((Name: "_handler", Value: form)).Concat(fields).Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await ReadAsync(await _http.PostAsync(address, content));
    }

    /// <summary>Gives an e-mail address and a password to the sign-in page.</summary>
    public Task<FormAnswer> SignInAsync(string email, string password, string address = "/account/sign-in") =>
        PostAsync(address, "sign-in", ("Input.Email", email), ("Input.Password", password));

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static async Task<FormAnswer> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var location = answer.Headers.Location;
            return new FormAnswer(
                answer.StatusCode,
                await answer.Content.ReadAsStringAsync(),
                location is { IsAbsoluteUri: true } ? location.PathAndQuery : location?.OriginalString);
        }
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
