namespace DataExport.Core.Exports.Downloading;

/// <summary>What became of a request for the file.</summary>
public abstract record OpenResult
{
    private OpenResult()
    {
    }

    /// <summary>Here it is.</summary>
    public sealed record Opened(ExportFile File) : OpenResult;

    /// <summary>The caller can see no such export (404).</summary>
    public sealed record NotFound : OpenResult;

    /// <summary>The caller no longer has access to every project in it (403).</summary>
    public sealed record Revoked(string Detail) : OpenResult;

    /// <summary>There is no file yet (409 with <c>Retry-After</c>), or there will be none (409 without).</summary>
    public sealed record NoFile(string Detail, bool WillCome) : OpenResult;

    /// <summary>The file is gone (410).</summary>
    public sealed record Expired(string Detail) : OpenResult;
}
