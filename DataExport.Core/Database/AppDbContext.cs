using DataExport.Core.Auditing;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Downloading;
using DataExport.Core.Mail;
using DataExport.Core.Organizations;
using DataExport.Core.Users;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Database;

/// <summary><c>app.db</c>: accounts, organizations, exports and their queue. One context an operation.</summary>
public sealed class AppDbContext(DbContextOptions<AppDbContext> options, AppDatabaseGate gate)
    : IdentityUserContext<ApplicationUser, int>(options)
{
    private bool _inWrite;

    /// <summary>Organizations.</summary>
    public DbSet<Organization> Organizations => Set<Organization>();

    /// <summary>Teams.</summary>
    public DbSet<Team> Teams => Set<Team>();

    /// <summary>Projects.</summary>
    public DbSet<Project> Projects => Set<Project>();

    /// <summary>What programs send events into projects with.</summary>
    public DbSet<ProjectKey> ProjectKeys => Set<ProjectKey>();

    /// <summary>People's places in organizations.</summary>
    public DbSet<Membership> Memberships => Set<Membership>();

    /// <summary>Places in organizations that are offered to somebody.</summary>
    public DbSet<Invitation> Invitations => Set<Invitation>();

    /// <summary>API tokens, by their hashes.</summary>
    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    /// <summary>Exports; the queue is this table.</summary>
    public DbSet<Export> Exports => Set<Export>();

    /// <summary>Keys that make a repeated request one request.</summary>
    public DbSet<IdempotencyKey> IdempotencyKeys => Set<IdempotencyKey>();

    /// <summary>Mails that are owed, or were sent.</summary>
    public DbSet<OutboxMail> OutboxMails => Set<OutboxMail>();

    /// <summary>Who downloaded what; only ever appended to.</summary>
    public DbSet<DownloadRecord> Downloads => Set<DownloadRecord>();

    /// <summary>Who did what; only ever appended to.</summary>
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    /// <summary>
    /// Runs the body in one transaction behind the <see cref="AppDatabaseGate"/>: the only way to write with ExecuteUpdate,
    /// ExecuteDelete or SQL, or to read what a write depends on. Once the body has ended it is committed, whatever the token says.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<Task<T>> body, CancellationToken cancellationToken)
    {
        using var passage = await gate.EnterAsync(cancellationToken);
        _inWrite = true;
        try
        {
            await using var transaction = await Database.BeginTransactionAsync(cancellationToken);
            var result = await body();

            // Not cancelled: it is short, and a caller who gave up here would not know whether it was done.
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        finally
        {
            _inWrite = false;
        }
    }

    /// <inheritdoc/>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (_inWrite)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        using var passage = await gate.EnterAsync(cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Use SaveChangesAsync: a blocking wait for the write gate could starve the thread pool.");

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(AppDbContext).Assembly);
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();
    }
}
