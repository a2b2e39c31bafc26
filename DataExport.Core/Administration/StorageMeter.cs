using DataExport.Core.Database;
using DataExport.Core.Exports;
using DataExport.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DataExport.Core.Administration;

/// <summary>Measures what is stored, for those who administer the instance.</summary>
public sealed class StorageMeter(
    IDbContextFactory<AppDbContext> databases, DataDirectory directory, IOptions<ExportSettings> settings, TimeProvider clock)
{
    private const int LowShare = 20;

    private static readonly int?[] Days = [1, 7, 28, null];

    private static readonly (string Name, string What)[] Databases =
        [("app.db", "Accounts, organizations, exports and the audit log"), ("events.db", "Events with their issues and tags")];

    private static readonly (string Name, string What)[] Folders =
    [
        ("exports", "Files of exports, and those being made"), ("work", "Scratch of exports that sort or group"), ("imports", "Uploaded files until they are read"),
        ("mail", "Mails, while there is no mail server"), ("keys", "Keys of sessions"),
    ];

    /// <summary>What is stored now. Null (404) when the caller does not administer the instance.</summary>
    public async Task<StorageUse?> MeasureAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.AdministersInstance)
        {
            return null;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var organizations = await OrganizationsAsync(database, cancellationToken);
        var expiries = await ExpiriesAsync(database, cancellationToken);

        // Looking through folders waits for the disk: not on the thread of a page.
        return await Task.Run(() => Measure(organizations, expiries), cancellationToken);
    }

    private StorageUse Measure(IReadOnlyList<OrganizationStorage> organizations, IReadOnlyList<ExpiryStorage> expiries)
    {
        var disk = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(directory.Path)! : directory.Path);
        var (free, size) = (disk.AvailableFreeSpace, disk.TotalSize);
        return new StorageUse(
            [.. Databases.Select(part => DatabasePart(part.Name, part.What)), .. Folders.Select(part => FolderPart(part.Name, part.What))],
            organizations, expiries, free, size, IsLow: free < settings.Value.MaxBytes || free < size / LowShare);
    }

    // With its write-ahead log and that log's index.
    private StoragePart DatabasePart(string name, string what) =>
        new(name, what, new[] { "", "-wal", "-shm" }.Sum(end => Length(new FileInfo(Path.Combine(directory.Path, name + end)))), null);

    private StoragePart FolderPart(string name, string what)
    {
        var folder = new DirectoryInfo(Path.Combine(directory.Path, name));
        var sizes = folder.Exists ? folder.EnumerateFiles("*", SearchOption.AllDirectories).Select(Length).ToList() : [];
        return new StoragePart(name, what, sizes.Sum(), sizes.Count);
    }

    private static long Length(FileInfo file)
    {
        try
        {
            return file.Exists ? file.Length : 0;
        }
        catch (FileNotFoundException)
        {
            // It has gone since it was listed.
            return 0;
        }
    }

    private IQueryable<Export> Kept(AppDbContext database)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return database.Exports.Where(row => row.State == ExportState.Completed && row.Artifact != null && row.DateExpired > now);
    }

    private async Task<IReadOnlyList<OrganizationStorage>> OrganizationsAsync(AppDbContext database, CancellationToken cancellationToken)
    {
        var rows = await Kept(database).GroupBy(row => new { row.Organization!.Slug, row.Organization.Name })
            .Select(group => new { group.Key.Slug, group.Key.Name, Files = group.Count(), Bytes = group.Sum(row => row.Artifact!.StoredBytes) })
            .OrderByDescending(row => row.Bytes).ThenBy(row => row.Name)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => new OrganizationStorage(row.Slug, row.Name, row.Files, row.Bytes))];
    }

    private async Task<IReadOnlyList<ExpiryStorage>> ExpiriesAsync(AppDbContext database, CancellationToken cancellationToken)
    {
        var parts = new List<ExpiryStorage>();
        var after = DateTime.MinValue;
        foreach (var days in Days)
        {
            var until = days is { } number ? clock.GetUtcNow().UtcDateTime.AddDays(number) : DateTime.MaxValue;
            var (from, to) = (after, until);
            var files = await Kept(database).Where(row => row.DateExpired > from && row.DateExpired <= to)
                .GroupBy(_ => 1).Select(group => new { Files = group.Count(), Bytes = group.Sum(row => row.Artifact!.StoredBytes) })
                .FirstOrDefaultAsync(cancellationToken);
            parts.Add(new ExpiryStorage(days, files?.Files ?? 0, files?.Bytes ?? 0));
            after = until;
        }

        return parts;
    }
}
