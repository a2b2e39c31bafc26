using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace DataExport.Tests.Support;

/// <summary>An answer of the API.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Text">The body.</param>
/// <param name="Headers">The headers of the answer.</param>
/// <param name="ContentHeaders">The headers of its body.</param>
internal sealed record ApiAnswer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonElement.Parse(Text);

    /// <summary>A member of the body as text, numbers and such as they are written.</summary>
    public string? this[string name] => Json.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : null;

    /// <summary>The only value of a header, or null.</summary>
    public string? Header(string name) =>
        Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    /// <summary>Fails with the body when the status is another.</summary>
    public ApiAnswer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"Expected {(int)status}, got {(int)Status}: {Text}");
        return this;
    }

    /// <summary>Fails unless the answer is that status with exactly that JSON.</summary>
    public void ExpectJson(HttpStatusCode status, string json)
    {
        Expect(status);
        Assert.Equal("application/json", ContentHeaders.ContentType?.MediaType);
        Assert.Equal(json, Text);
    }
}
