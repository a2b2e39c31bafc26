using DataExport.Core.Organizations;

namespace DataExport.Web.Api.Keys;

/// <summary>A project's key as JSON.</summary>
/// <param name="Id">The public key, which names it in addresses.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Public">The public key.</param>
/// <param name="Secret">What only SDKs from before 2018 send; null for none.</param>
/// <param name="ProjectId">The project; a number, unlike other ids, as in the reference system.</param>
/// <param name="IsActive">Whether events are taken with it.</param>
/// <param name="DateCreated">When it was created, UTC.</param>
/// <param name="Dsn">The addresses that SDKs are configured with.</param>
public sealed record KeyJson(
    string Id, string Name, string Public, string? Secret, int ProjectId, bool IsActive, DateTime DateCreated, DsnJson Dsn)
{
    /// <summary>Makes it from the row.</summary>
    /// <param name="key">The row.</param>
    /// <param name="origin">Where SDKs reach the server.</param>
    public static KeyJson From(ProjectKey key, string origin) => new(
        key.PublicKey,
        key.Name,
        key.PublicKey,
        key.SecretKey,
        key.ProjectId,
        key.IsActive,
        key.DateCreated,
        new DsnJson(
            Core.Organizations.Dsn.Format(origin, key.PublicKey, key.ProjectId),
            key.SecretKey is { } secret ? Core.Organizations.Dsn.Format(origin, key.PublicKey, key.ProjectId, secret) : null));
}
