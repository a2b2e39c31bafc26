using Bunit;
using DataExport.Core.Events.Issues;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Requesting;
using DataExport.Web.Components.Exports;
using DataExport.Web.Components.Issues;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Components;

/// <summary>What an issue's page shows of its latest event and its tags.</summary>
public sealed class IssueViewTests : BunitContext
{
    private static readonly DateTime Time = new(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc);

    public IssueViewTests() => Services.AddSingleton(TimeProvider.System);

    [Fact]
    public void Render_Frames_OpensTheInnermostOwnSource()
    {
        EventFrame[] frames =
        [
            new("inner", "lib.py", 3, InApp: false, [new(3, "raise E")]),
            new("pay", "pay.py", 12, InApp: true, [new(11, "# <b>"), new(12, "check()")]),
            new(null, null, null, InApp: true, []),
        ];

        var trace = Render<StackTrace>(parameters => parameters.Add(trace => trace.Exception, new EventException("E", "why", frames)));

        Assert.Equal("E why", trace.Find("h3").TextContent.Trim());
        Assert.Equal(["inner in lib.py:3", "pay in pay.py:12in app", "?in app"], trace.FindAll(".frame-where").Select(where => where.TextContent));
        Assert.Equal([false, true], trace.FindAll("details").Select(details => details.HasAttribute("open")));
        Assert.Equal("12check()", trace.Find(".frame-own .source-current").TextContent.Trim());
        Assert.Contains("11# <b>", trace.Find(".frame-own pre").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_EventWithoutExceptions_SaysSo()
    {
        var shown = Render<IssueLatestEvent>(parameters => parameters.Add(view => view.Event, new IssueEvent
        {
            EventId = new string('a', 32), Timestamp = Time, Level = "error", Message = "<i>boom</i>", Facts = [new("release", "1.2")], Exceptions = [],
        }));

        Assert.Equal("<i>boom</i>", shown.Find("pre").TextContent);
        Assert.Contains("without a stack trace", shown.Markup, StringComparison.Ordinal);
        Assert.Equal("1.2", shown.Find("dd").TextContent);
    }

    [Fact]
    public void Render_Tags_HaveBarsAndWhatIsLeft()
    {
        ComponentFactories.AddStub<ExportButton>();
        var issue = new Issue { Id = 5, ProjectId = 7, Number = 1, Title = "boom", Level = "error", Type = "default", Status = "unresolved", FirstSeen = Time, LastSeen = Time, TimesSeen = 200 };

        var tags = Render<IssueTags>(parameters => parameters
            .Add(view => view.Org, "acme").Add(view => view.Issue, issue).Add(view => view.ExportOf, key => IssueTagExport.Of(issue, "shop", key))
            .Add(view => view.Tags, [new TagSummary("browser", 180, [new TagValue("Chrome", 150, Time, Time), new TagValue("Safari", 1, Time, Time)])]));

        Assert.Equal(["Chrome", "Safari"], tags.FindAll(".tag-value").Select(value => value.TextContent));
        Assert.Equal(["--share:75%", "--share:0%"], tags.FindAll(".tag-bar").Select(bar => bar.GetAttribute("style")));
        Assert.Equal(["75% · 150", "less than 1% · 1"], tags.FindAll("li .number").Select(share => share.TextContent));
        Assert.Contains("29 events with other values", tags.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unresolved", "Unresolve Resolve Ignore", "Unresolve")]
    [InlineData("resolved", "Unresolve Resolved Ignore", "Resolved")]
    [InlineData("ignored", "Unresolve Resolve Ignored", "Ignored")]
    public void StatusButtons_OfAnyState_AskForTheOthersAlone(string status, string texts, string idle)
    {
        var asked = new List<string>();
        var buttons = Render<IssueStatusButtons>(parameters => parameters.Add(view => view.Status, status).Add(view => view.OnChange, asked.Add));

        Assert.Equal(texts.Split(' '), buttons.FindAll("button").Select(button => button.TextContent));
        foreach (var button in buttons.FindAll("button"))
        {
            button.Click();
        }

        Assert.Equal(new[] { "unresolved", "resolved", "ignored" }.Where(other => other != status), asked);
        Assert.Equal(idle, Assert.Single(buttons.FindAll("button"), button => button.HasAttribute("disabled") || button.HasAttribute("aria-disabled")).TextContent);
    }

    [Fact]
    public void TagExport_OfAKey_AsksForTheIssuesValues()
    {
        var issue = new Issue { Id = 5, ProjectId = 7, Number = 1, Title = "boom", Level = "error", Type = "default", Status = "unresolved", FirstSeen = Time, LastSeen = Time, TimesSeen = 200 };

        var request = IssueTagExport.Of(issue, "shop", "b\"r");

        Assert.Equal((QueryType.IssuesByTag, "SHOP-1 by b\"r"), (request.QueryType, request.Name));
        Assert.Equal(("7", "5", "b\"r"), (Text(request, "project"), Text(request, "group"), Text(request, "key")));
    }

    private static string? Text(ExportRequest request, string name) => request.QueryInfo.GetProperty(name).GetString();
}
