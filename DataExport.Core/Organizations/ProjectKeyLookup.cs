using System.Collections.Concurrent;
using DataExport.Core.Database;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Organizations;

/// <summary>
/// Knows which project a key sends into, without asking the database for every event. A change by <see cref="ProjectKeys"/>, or a
/// deletion, holds at once; one made otherwise within <see cref="Remembered"/>.
/// </summary>
public sealed class ProjectKeyLookup(IDbContextFactory<AppDbContext> databases, TimeProvider clock)
{
    /// <summary>How long an answer is remembered.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, (int ProjectId, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);
    private int _changes;

    /// <summary>The project that takes events with that key; null when it is unknown or disabled.</summary>
    public async ValueTask<int?> FindProjectAsync(string publicKey, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_known.TryGetValue(publicKey, out var known) && known.Until > now)
        {
            return known.ProjectId;
        }

        var changes = Volatile.Read(ref _changes);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var projectId = await database.ProjectKeys.Where(row => row.PublicKey == publicKey && row.IsActive)
            .Select(row => (int?)row.ProjectId).FirstOrDefaultAsync(cancellationToken);
        if (projectId is { } found)
        {
            _known[publicKey] = (found, now + Remembered);

            // A change since the question was asked may have made the answer wrong.
            if (Volatile.Read(ref _changes) != changes)
            {
                _known.TryRemove(publicKey, out _);
            }
        }

        return projectId;
    }

    /// <summary>Keys have been changed.</summary>
    internal void Forget()
    {
        Interlocked.Increment(ref _changes);
        _known.Clear();
    }
}
