namespace DataExport.Web.Accounts;

/// <summary>Where a person goes after signing in: a local address, or the start page.</summary>
public static class ReturnAddress
{
    /// <summary>The address itself when it is local, otherwise <c>/</c>.</summary>
    /// <remarks><c>//host</c> and <c>/\host</c> lead to another host, as browsers read them, and so do control characters inside.</remarks>
    public static string Local(string? address) => IsLocal(address) ? address! : "/";

    private static bool IsLocal(string? address) =>
        address is ['/', ..]
        && address is not ['/', '/' or '\\', ..]
        && !address.Any(char.IsControl)
        && !address.StartsWith("/account/", StringComparison.OrdinalIgnoreCase);
}
