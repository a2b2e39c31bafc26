using System.Diagnostics;
using Xunit.Sdk;

namespace DataExport.Tests.Support;

/// <summary>Waits for a condition with a deadline, so that no test guesses how long something takes.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>How long to wait unless told; also for what is awaited without being asked again and again.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Asks until the answer satisfies the condition, and returns that answer.</summary>
    /// <param name="ask">What to look at.</param>
    /// <param name="satisfied">What to wait for.</param>
    /// <param name="what">Names the condition in the failure's message.</param>
    /// <param name="deadline">How long to wait; 30 s unless told.</param>
    public static async Task<T> GetAsync<T>(Func<Task<T>> ask, Func<T, bool> satisfied, string what, TimeSpan? deadline = null)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var answer = await ask();
            if (satisfied(answer))
            {
                return answer;
            }

            if (watch.Elapsed > (deadline ?? Deadline))
            {
                throw new XunitException($"After {watch.Elapsed.TotalSeconds:0.0} s still not: {what}. Last seen: {answer}");
            }

            await Task.Delay(Pause);
        }
    }

    /// <summary>Waits until the condition holds.</summary>
    public static Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? deadline = null) =>
        GetAsync(condition, holds => holds, what, deadline);

    /// <summary>Waits until the condition holds.</summary>
    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? deadline = null) =>
        TrueAsync(() => Task.FromResult(condition()), what, deadline);
}
