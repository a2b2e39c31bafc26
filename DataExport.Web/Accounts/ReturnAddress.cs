namespace DataExport.Web.Accounts;

/// <summary>Where a person goes after signing in: a local address, or the start page.</summary>
public static class ReturnAddress
{
    /// <summary>The address itself when it is local, otherwise <c>/</c>.</summary>
    /// <remarks>
    /// <c>//host</c> and <c>/\host</c> lead to another host, as browsers read them, and so may control characters and dots as segments inside.
    /// A header takes visible ASCII only; an address that is a person's own has no other, for browsers escape the rest.
    /// </remarks>
    public static string Local(string? address) => IsLocal(address) ? address! : "/";

    private static bool IsLocal(string? address) =>
        address is ['/', ..]
        && address is not ['/', '/' or '\\', ..]
        && address.All(letter => letter is > ' ' and < '\x7f')
        && !address.Split('?')[0].Contains("/.", StringComparison.Ordinal)
        && !address.StartsWith("/account/", StringComparison.OrdinalIgnoreCase);
}
