using System.Threading.Channels;
using DataExport.Core.Database;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Mail;

/// <summary>Mails that are owed. They are written with the state that they tell of, and sent afterwards, again until it works.</summary>
public sealed class Outbox(IDbContextFactory<AppDbContext> databases, TimeProvider clock)
{
    private const int MostFailures = 10;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Adds a mail as a part of the caller's transaction, to be sent once that is committed.</summary>
    public static void Owe(AppDbContext database, OutboxMail mail, DateTime now)
    {
        (mail.NotBefore, mail.DateCreated) = (now, now);
        database.OutboxMails.Add(mail);
    }

    /// <summary>Says that a mail may be due, so that nobody waits for it longer than it takes. To be called after the commit.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Waits until a mail may be due, for one reader.</summary>
    /// <param name="atMost">How long to wait where nobody says so, for mails that are to be tried again.</param>
    /// <param name="stopping">Ends the wait.</param>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken stopping)
    {
        using var late = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stopping);
        Task woken = _wake.Reader.WaitToReadAsync(either.Token).AsTask();
        await woken.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _wake.Reader.TryRead(out _);
    }

    /// <summary>The mails that are due, oldest first.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<OutboxMail>> DueAsync(int most, CancellationToken cancellationToken)
    {
        var now = Now;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.OutboxMails.AsNoTracking().Where(row => row.State == OutboxState.Pending && row.NotBefore <= now)
            .OrderBy(row => row.Id).Take(most).ToListAsync(cancellationToken);
    }

    /// <summary>Notes that a mail was handed over, or that there is nothing to tell any more.</summary>
    /// <param name="id">The mail.</param>
    /// <param name="state"><see cref="OutboxState.Sent"/> or <see cref="OutboxState.Dropped"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task EndAsync(long id, OutboxState state, CancellationToken cancellationToken)
    {
        var now = Now;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.WriteAsync(
            () => database.OutboxMails.Where(row => row.Id == id && row.State == OutboxState.Pending).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.State, state).SetProperty(row => row.DateSent, state == OutboxState.Sent ? now : (DateTime?)null),
                cancellationToken),
            cancellationToken);
    }

    /// <summary>Notes that sending a mail failed: it is tried again, each time after twice the pause, ten times in all.</summary>
    public async Task FailAsync(OutboxMail mail, string error, CancellationToken cancellationToken)
    {
        var failures = mail.Failures + 1;
        var pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << mail.Failures));
        var next = Now + pause;
        var state = failures < MostFailures ? OutboxState.Pending : OutboxState.GivenUp;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.WriteAsync(
            () => database.OutboxMails.Where(row => row.Id == mail.Id && row.State == OutboxState.Pending).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Failures, failures).SetProperty(row => row.NotBefore, next)
                    .SetProperty(row => row.State, state).SetProperty(row => row.Error, error),
                cancellationToken),
            cancellationToken);
    }
}
