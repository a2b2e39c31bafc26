namespace DataExport.Tests.Support;

/// <summary>Imports and exports by REST, as a program does it.</summary>
internal static class ImportCalls
{
    /// <summary>Imports text as the body itself.</summary>
    public static Task<ApiAnswer> ImportAsync(this ApiClient api, string organization, string project, byte[] file, string? mapping = null) =>
        api.SendAsync(HttpMethod.Post, Address(organization, project) + (mapping is null ? "" : $"?mapping={Uri.EscapeDataString(mapping)}"), new ByteArrayContent(file));

    /// <summary>Imports a file as a multipart form.</summary>
    public static Task<ApiAnswer> ImportFormAsync(this ApiClient api, string organization, string project, HttpContent file, string? mapping, string name = "file.csv")
    {
        var form = new MultipartFormDataContent { { file, "file", name } };
        if (mapping is not null)
        {
            form.Add(new StringContent(mapping), "mapping");
        }

        return api.SendAsync(HttpMethod.Post, Address(organization, project), form);
    }

    /// <summary>Exports columns of a project's events, all of them, and returns the file's text.</summary>
    public static async Task<string> ExportAsync(this ApiClient api, string organization, int projectId, IEnumerable<string> columns)
    {
        var body = System.Text.Json.JsonSerializer.Serialize(new
        {
            query_type = "Discover",
            query_info = new { field = columns, query = "", project = new[] { projectId } },
        });
        var made = (await api.PostAsync($"organizations/{organization}/data-export/", body)).Expect(System.Net.HttpStatusCode.Created);
        var address = $"organizations/{organization}/data-export/{made["id"]}/";
        var done = await Eventually.GetAsync(() => api.GetAsync(address), answer => answer["state"] is "Completed" or "Failed", "the export is finished");
        Assert.True(done["state"] == "Completed", done.Text);
        return (await api.GetAsync(address + "download")).Expect(System.Net.HttpStatusCode.OK).Text;
    }

    /// <summary>Where a project's imports are.</summary>
    public static string Address(string organization, string project) => $"projects/{organization}/{project}/import/";
}
