using Bunit;
using DataExport.Core.Exports;
using DataExport.Core.Organizations;
using DataExport.Core.Users;
using DataExport.Tests.Support;
using DataExport.Web.Components.Exports.Download;
using DataExport.Web.Components.Organizations;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Components;

/// <summary>What the download page shows in each state of an export.</summary>
public sealed class DownloadStateTests : BunitContext
{
    private static readonly DateTime Now = new(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc);

    public DownloadStateTests() => Services.AddSingleton(TimeProvider.System);

    [Fact]
    public void Render_Queued_ShowsThePlaceInTheQueueAndCancel()
    {
        var page = Show(Row(ExportState.Queued), queuePosition: 3);

        Assert.Equal("What are you doing here?", page.Find("h2").TextContent);
        Assert.Contains("3rd in the queue", page.Markup, StringComparison.Ordinal);
        Assert.Equal("Cancel", page.Find("button").TextContent);
    }

    [Fact]
    public void Render_QueuedForAReason_ShowsTheReason()
    {
        var row = Row(ExportState.Queued);
        row.WaitingReason = "There is no room on the disk.";

        Assert.Contains("There is no room on the disk.", Show(row, queuePosition: 1).Find(".progress-text").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Generating_ShowsRowsAndTimeLeft()
    {
        var row = Row(ExportState.Generating);
        row.DateStarted = Now.AddSeconds(-60);
        row.RowsWritten = 1_204_000;
        row.RowsEstimate = 3_612_000;

        var page = Show(row);

        Assert.Equal("1,204,000 of 3,612,000 rows · 2 min left", page.Find(".progress-text").TextContent);
        Assert.Equal("20,067 rows/s", page.Find(".progress-rate").TextContent);
        Assert.Equal("33", page.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
    }

    [Theory]
    [InlineData(0, "0 rows: nothing matched, so the file has its header only.")]
    [InlineData(1, "1 row, right where it belongs. Enjoy your data.")]
    [InlineData(1_204_000, "1,204,000 rows, every one of them where it belongs. Enjoy your data.")]
    public void Render_Valid_CountsRowsInAWholeSentence(long rows, string expected)
    {
        var row = Row(ExportState.Completed);
        ExportStates.Valid(row);
        row.Artifact = row.Artifact! with { Rows = rows };

        Assert.Equal(expected, Show(row).Find("h2 + p").TextContent);
    }

    [Fact]
    public void Render_GeneratingWithoutAnEstimate_ShowsRowsSoFar()
    {
        var row = Row(ExportState.Generating);
        row.RowsWritten = 1;

        var page = Show(row);

        Assert.Equal("1 row so far", page.Find(".progress-text").TextContent);
        Assert.False(page.Find("[role=progressbar]").HasAttribute("aria-valuenow"));
    }

    [Fact]
    public void Click_CancelWhileGenerating_AsksForIt()
    {
        var cancelled = false;
        var page = Show(Row(ExportState.Generating), onCancel: () => cancelled = true);

        page.Find("button").Click();

        Assert.True(cancelled);
    }

    [Fact]
    public void Render_CancelRequested_DisablesCancel()
    {
        var row = Row(ExportState.Generating);
        row.CancelRequested = true;

        var button = Show(row).Find("button");

        Assert.True(button.HasAttribute("disabled"));
        Assert.Equal("Cancelling…", button.TextContent);
    }

    [Fact]
    public void Render_Valid_OffersBothFormsOfTheFile()
    {
        var page = Show(Completed());

        Assert.Equal("All done.", page.Find("h2").TextContent);
        Assert.Contains("12,043 rows", page.Markup, StringComparison.Ordinal);
        Assert.Equal(["/file", "/file?compression=gzip"], page.FindAll("a[download]").Select(link => link.GetAttribute("href")));
        Assert.Empty(page.FindAll(".alert"));
    }

    [Fact]
    public void Render_ValidStoredPlain_OffersOneForm()
    {
        var row = Completed();
        row.Options = row.Options with { Compression = "none" };

        Assert.Equal("Download CSV", Assert.Single(Show(row).FindAll("a[download]")).TextContent);
    }

    [Fact]
    public void Render_Truncated_Warns()
    {
        var row = Completed();
        row.Truncated = true;

        Assert.Contains("This file is truncated.", Show(row).Find("[role=note]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Warnings_AreShownAsText()
    {
        var row = Completed();
        row.Warnings = ["<b>first</b>"];

        Assert.Equal("<b>first</b>", Show(row).Find("[role=note] span").TextContent);
    }

    [Fact]
    public void Render_AtTheMomentOfExpiry_IsExpired()
    {
        var row = Completed();
        row.DateExpired = Now;

        var page = Show(row);

        Assert.Equal("This is awkward.", page.Find("h2").TextContent);
        Assert.Equal("Start a new download", page.Find("button").TextContent);
        Assert.Equal("2026-11-21T12:00:00Z", page.Find("time").GetAttribute("datetime"));
        Assert.Empty(page.FindAll("a"));
    }

    [Fact]
    public void Render_Failed_ShowsCodeAndMessage()
    {
        var row = Row(ExportState.Failed);
        row.ErrorCode = ExportErrorCode.Incomplete;
        row.ErrorMessage = "The file had fewer rows than were counted. Run it again.";

        var page = Show(row);

        Assert.Equal("We couldn't export your data.", page.Find("h2").TextContent);
        Assert.Contains(row.ErrorMessage, page.Markup, StringComparison.Ordinal);
        Assert.Equal("incomplete", page.Find("code").TextContent);
    }

    [Theory]
    [InlineData(ExportState.Failed, "Run again")]
    [InlineData(ExportState.Failed, "Retry")]
    [InlineData(ExportState.Cancelled, "Run again")]
    [InlineData(ExportState.Completed, "Run again")]
    [InlineData(ExportState.Completed, "Extend")]
    public void Click_Action_AsksForIt(ExportState state, string action)
    {
        var asked = new List<string>();
        var page = Show(state == ExportState.Completed ? Completed() : Row(state), onAction: asked.Add);

        page.FindAll("button").Single(button => button.TextContent == action).Click();

        Assert.Equal([action], asked);
    }

    [Theory]
    [InlineData(true, "You can leave, we will e-mail you at jane@example.com.")]
    [InlineData(false, "You can leave, the export goes on without you.")]
    public void Render_Queued_SaysWhetherAMailFollows(bool notify, string expected)
    {
        var row = Row(ExportState.Queued);
        (row.UserId, row.User, row.Notify) = (7, new ApplicationUser { Email = "jane@example.com" }, notify);
        RenderTree.TryAdd<CascadingValue<Viewer>>(parameters => parameters.Add(value => value.Value, new Viewer(new Caller(7, false), "jane@example.com", TimeZoneInfo.Utc)));

        Assert.EndsWith(expected, Show(row).Find("section > p").TextContent, StringComparison.Ordinal);
    }

    private static Export Completed()
    {
        var row = Row(ExportState.Completed);
        row.DateExpired = Now.AddDays(28);
        row.Artifact = new Artifact
        {
            Key = "key",
            FileName = "Discover.csv",
            Rows = 12_043,
            ContentBytes = 4_100_000,
            StoredBytes = 400_000,
            ContentSha256 = new string('a', 64),
            StoredSha256 = new string('b', 64),
        };
        return row;
    }

    private static Export Row(ExportState state) => new()
    {
        Id = "0192f0c4b7a07d6c9a4e3c0b5d2f1a77",
        Name = "errors of the week",
        RequestedQuery = "{}",
        FrozenQuery = "{}",
        Options = new ExportOptions(),
        DedupeKey = "key",
        State = state,
    };

    private IRenderedComponent<DownloadState> Show(Export export, int? queuePosition = null, Action? onCancel = null, Action<string>? onAction = null) =>
        Render<DownloadState>(parameters => parameters
            .Add(state => state.Export, export)
            .Add(state => state.QueuePosition, queuePosition)
            .Add(state => state.Now, Now)
            .Add(state => state.Download, "/file")
            .Add(state => state.OnCancel, () => onCancel?.Invoke())
            .Add(state => state.OnRunAgain, () => onAction?.Invoke("Run again"))
            .Add(state => state.OnRetry, () => onAction?.Invoke("Retry"))
            .Add(state => state.OnExtend, () => onAction?.Invoke("Extend")));
}
