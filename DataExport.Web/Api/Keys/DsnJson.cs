namespace DataExport.Web.Api.Keys;

/// <summary>The addresses that SDKs are configured with.</summary>
/// <param name="Public"><c>https://KEY@host/PROJECT_ID</c>.</param>
/// <param name="Secret">The same with the secret, for SDKs from before 2018; null when the key has none.</param>
public sealed record DsnJson(string Public, string? Secret);
