using DataExport.Core.Auditing;
using DataExport.Core.Database;
using DataExport.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Users;

/// <summary>Makes, finds and revokes API tokens.</summary>
public sealed class ApiTokens(IDbContextFactory<AppDbContext> databases, AuditLog audit, TimeProvider clock)
{
    private static readonly TimeSpan LastUsedPrecision = TimeSpan.FromMinutes(1);

    /// <summary>Makes a token for a person.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="name">What it is for.</param>
    /// <param name="scopes">Scopes out of <see cref="Scopes.All"/>.</param>
    /// <param name="expires">When it ends, UTC; null for never.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="text">The token's text when it is given from outside (bootstrap); otherwise a new one is made.</param>
    /// <returns>The row, and the token's text, which is not to be had again.</returns>
    public async Task<(ApiToken Token, string Text)> CreateAsync(
        int userId, string name, IEnumerable<string> scopes, DateTime? expires, CancellationToken cancellationToken, string? text = null)
    {
        var (token, made) = Make(userId, name, scopes, expires, text);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.WriteAsync(
            async () =>
            {
                database.ApiTokens.Add(token);
                await database.SaveChangesAsync(cancellationToken);
                audit.Add(database, AuditAction.TokenMade, userId, subject: new AuditSubject(token.Id, token.Name));
                return await database.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);
        return (token, made);
    }

    /// <summary>Makes a token without storing it, so that it can be stored together with something else.</summary>
    /// <inheritdoc cref="CreateAsync"/>
    public (ApiToken Token, string Text) Make(int userId, string name, IEnumerable<string> scopes, DateTime? expires, string? text = null)
    {
        text ??= ApiTokenText.Create();
        var token = new ApiToken
        {
            UserId = userId,
            Name = name,
            Hash = ApiTokenText.Hash(text),
            Hint = text[^4..],
            Scopes = [.. scopes],
            DateCreated = clock.GetUtcNow().UtcDateTime,
            DateExpires = expires,
        };
        return (token, text);
    }

    /// <summary>Who a token acts for, or null when it is unknown, expired or revoked, or its person locked by an instance admin. Notes that it was used.</summary>
    public async Task<Caller?> AuthenticateAsync(string text, CancellationToken cancellationToken)
    {
        var hash = ApiTokenText.Hash(text);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var token = await database.ApiTokens.Include(row => row.User)
            .FirstOrDefaultAsync(row => row.Hash == hash && (row.DateExpires == null || row.DateExpires > now), cancellationToken);
        if (token?.User is null || token.User.IsLockedByAdmin)
        {
            return null;
        }

        if (token.DateLastUsed is null || now - token.DateLastUsed >= LastUsedPrecision)
        {
            token.DateLastUsed = now;
            await database.SaveChangesAsync(cancellationToken);
        }

        return new Caller(token.UserId, token.User.IsInstanceAdmin, Scopes.Widen(token.Scopes));
    }

    /// <summary>A person's tokens, newest first.</summary>
    public async Task<IReadOnlyList<ApiToken>> ListAsync(int userId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.ApiTokens.AsNoTracking().Where(row => row.UserId == userId)
            .OrderByDescending(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Revokes a person's token at once. False when the person has no such token.</summary>
    public async Task<bool> DeleteAsync(int userId, int tokenId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.WriteAsync(
            async () =>
            {
                if (await database.ApiTokens.FirstOrDefaultAsync(row => row.UserId == userId && row.Id == tokenId, cancellationToken) is not { } token)
                {
                    return false;
                }

                database.ApiTokens.Remove(token);
                audit.Add(database, AuditAction.TokenRevoked, userId, subject: new AuditSubject(token.Id, token.Name));
                await database.SaveChangesAsync(cancellationToken);
                return true;
            },
            cancellationToken);
    }
}
