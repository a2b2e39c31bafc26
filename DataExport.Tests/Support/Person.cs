namespace DataExport.Tests.Support;

/// <summary>Somebody on a server under test.</summary>
/// <param name="Id">Key.</param>
/// <param name="Email">Mail address.</param>
/// <param name="Token">Their API token.</param>
internal sealed record Person(int Id, string Email, string Token);
