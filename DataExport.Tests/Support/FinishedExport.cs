namespace DataExport.Tests.Support;

/// <summary>An export whose file can be fetched, of an organization of its own.</summary>
/// <param name="Api">Calls as its owner.</param>
/// <param name="Address">Its address below <c>/api/0/</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Facts">It as JSON.</param>
/// <param name="Person">Its owner.</param>
/// <param name="ProjectId">The project that it contains.</param>
internal sealed record FinishedExport(ApiClient Api, string Address, string Id, ApiAnswer Facts, Person Person, int ProjectId)
{
    /// <summary>Rows in the file.</summary>
    public const int RowCount = 2_000;

    /// <summary>GETs an address below the export's.</summary>
    public Task<HttpResponseMessage> FetchAsync(string address, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, address, headers);

    /// <summary>Calls an address below the export's.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, params (string Name, string Value)[] headers) =>
        Api.RespondAsync(method, Address + address, content: null, headers);
}
