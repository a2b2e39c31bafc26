using System.Security.Cryptography;

namespace DataExport.Core.Organizations;

/// <summary>What lets programs send events into a project; the user part of a DSN. It is not a secret: browsers show it to everybody.</summary>
public sealed class ProjectKey
{
    /// <summary>The longest name, characters.</summary>
    public const int MaxNameLength = 64;

    /// <summary>The name of the key that a project starts with.</summary>
    public const string DefaultName = "Default";

    private const int HexDigits = 32;

    /// <summary>Key of the row.</summary>
    public int Id { get; set; }

    /// <summary>The project that it sends into.</summary>
    public int ProjectId { get; set; }

    /// <summary>Its project.</summary>
    public Project? Project { get; set; }

    /// <summary>32 lower-case hexadecimal digits, unique on the instance.</summary>
    public required string PublicKey { get; set; }

    /// <summary>32 more, which only SDKs from before 2018 send; never asked for. Null for none.</summary>
    public string? SecretKey { get; set; }

    /// <summary>What it is for.</summary>
    public required string Name { get; set; }

    /// <summary>Whether events are taken with it.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>When it was created, UTC.</summary>
    public DateTime DateCreated { get; set; }

    /// <summary>A new key, not stored yet.</summary>
    public static ProjectKey Create(string name, DateTime now) => new()
    {
        PublicKey = RandomNumberGenerator.GetHexString(HexDigits, lowercase: true),
        SecretKey = RandomNumberGenerator.GetHexString(HexDigits, lowercase: true),
        Name = name,
        DateCreated = now,
    };
}
