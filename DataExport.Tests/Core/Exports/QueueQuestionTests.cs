using DataExport.Core.Administration;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Queue;
using DataExport.Core.Organizations;

namespace DataExport.Tests.Core.Exports;

/// <summary>What is asked of the queue does not take longer because of exports that ended long ago, or because the queue is long.</summary>
public sealed class QueueQuestionTests : QueueTest
{
    [Fact]
    public async Task ListAsync_MoreInTheQueue_AsksNoMoreQuestions()
    {
        await RequestAsync(1);
        var one = await Host.Questions.OfAsync(ListAsync);
        await RequestAsync(2);
        await RequestAsync(3);

        Assert.Equal(one.Count, (await Host.Questions.OfAsync(ListAsync)).Count);
    }

    [Fact]
    public async Task ListAsync_TwoOrganizationsWait_EachExportHasItsPlaceInItsOwn()
    {
        var first = await RequestAsync(1);
        var other = await Host.AddOrganizationAsync("one");
        var elsewhere = await RequestAsync(1, other);
        var second = await RequestAsync(2);
        var third = await RequestAsync(3);
        await ClaimAsync("a");

        var mine = await Host.Get<ExportCatalogue>().ListAsync(Access, new ExportFilter(), CancellationToken.None);
        var theirs = await Host.Get<ExportCatalogue>().ListAsync(other, new ExportFilter(), CancellationToken.None);

        Assert.Equal([third, second, first], mine.Items.Select(export => export.Id));
        Assert.Equal(new Dictionary<string, int> { [second] = 1, [third] = 2 }, mine.QueuePositions);
        Assert.Equal(new Dictionary<string, int> { [elsewhere] = 1 }, theirs.QueuePositions);
    }

    [Fact]
    public async Task EveryQuestionAboutAState_GoesByAnIndexOfThoseThatRun()
    {
        await RequestAsync(1);

        var asked = await Host.Questions.OfAsync(async () =>
        {
            await ListAsync();
            await ClaimAsync("a");
            await Host.Get<ExportSweep>().TakeBackLapsedAsync(CancellationToken.None);
            await Host.Get<QueueMonitor>().ReadAsync(new Caller(Access.Caller.UserId, true), CancellationToken.None);
        });

        var aboutStates = asked.Where(question => question.Sql.Contains("'Queued'", StringComparison.Ordinal) || question.Sql.Contains("'Generating'", StringComparison.Ordinal)).ToList();
        Assert.True(aboutStates.Count >= 5, $"Only {aboutStates.Count} questions were about a state.");
        Assert.All(aboutStates, question =>
        {
            Assert.Contains(question.Plan, step => step.Contains("INDEX IX_Exports_Queue", StringComparison.Ordinal) || step.Contains("INDEX IX_Exports_State_", StringComparison.Ordinal));
            Assert.DoesNotContain(question.Plan, step => step == "SCAN e" || step.StartsWith("SCAN e ", StringComparison.Ordinal));
        });
    }

    private Task ListAsync() => Host.Get<ExportCatalogue>().ListAsync(Access, new ExportFilter(), CancellationToken.None);
}
