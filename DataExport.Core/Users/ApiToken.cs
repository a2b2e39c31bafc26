namespace DataExport.Core.Users;

/// <summary>A program's key to the REST API, on behalf of one person. Only the hash of the token is kept.</summary>
public sealed class ApiToken
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The person that it acts for.</summary>
    public int UserId { get; set; }

    /// <summary>The person that it acts for.</summary>
    public ApplicationUser? User { get; set; }

    /// <summary>What it is for, in the person's words.</summary>
    public required string Name { get; set; }

    /// <summary>SHA-256 of the token's UTF-8 text, 64 lower-case hexadecimal digits, unique.</summary>
    public required string Hash { get; set; }

    /// <summary>The last four characters, to tell tokens apart in a list.</summary>
    public required string Hint { get; set; }

    /// <summary>What it may do, at the most; the person's role narrows it further.</summary>
    public List<string> Scopes { get; set; } = [];

    /// <summary>When it was made, UTC.</summary>
    public DateTime DateCreated { get; set; }

    /// <summary>When it ends, UTC; null for never.</summary>
    public DateTime? DateExpires { get; set; }

    /// <summary>When it was used last, UTC, to the minute.</summary>
    public DateTime? DateLastUsed { get; set; }
}
