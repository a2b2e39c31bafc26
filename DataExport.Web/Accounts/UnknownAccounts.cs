using System.Collections.Concurrent;

namespace DataExport.Web.Accounts;

/// <summary>Locks accounts that do not exist just as those that do, so that the lockout does not tell which do.</summary>
public sealed class UnknownAccounts(TimeProvider clock)
{
    // More than anyone can try in ten minutes at the allowed rate, and little memory.
    private const int MaxRemembered = 10_000;

    private readonly ConcurrentDictionary<string, (int Failures, DateTimeOffset Until)> _failures = new(StringComparer.Ordinal);

    /// <summary>Counts a try at an address that has no account.</summary>
    public SignInOutcome CountFailure(string email)
    {
        var now = clock.GetUtcNow();
        Forget(now);
        var entry = _failures.AddOrUpdate(email, _ => (1, DateTimeOffset.MaxValue), (_, before) => Next(before, now));
        return entry.Failures >= AccountRules.WrongPasswordsUntilLocked ? SignInOutcome.Locked : SignInOutcome.Wrong;
    }

    private static (int Failures, DateTimeOffset Until) Next((int Failures, DateTimeOffset Until) before, DateTimeOffset now) =>
        before.Until <= now ? (1, DateTimeOffset.MaxValue)
        : before.Failures + 1 == AccountRules.WrongPasswordsUntilLocked ? (before.Failures + 1, now + AccountRules.LockedFor)
        : before.Failures >= AccountRules.WrongPasswordsUntilLocked ? before
        : (before.Failures + 1, DateTimeOffset.MaxValue);

    private void Forget(DateTimeOffset now)
    {
        if (_failures.Count < MaxRemembered)
        {
            return;
        }

        foreach (var (email, entry) in _failures)
        {
            if (entry.Until <= now || entry.Until == DateTimeOffset.MaxValue)
            {
                _failures.TryRemove(email, out _);
            }
        }
    }
}
