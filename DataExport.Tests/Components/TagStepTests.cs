using Bunit;
using DataExport.Core.Exports;
using DataExport.Core.Queries;
using DataExport.Web.Components.Exports.New;

namespace DataExport.Tests.Components;

/// <summary>Choosing <em>Issues by tag</em>, and what is said of its fields.</summary>
public sealed class TagStepTests : BunitContext
{
    [Fact]
    public void What_IssuesByTag_IsChosen()
    {
        var draft = new ExportDraft();
        var changes = 0;
        var step = Render<WhatStep>(parameters => parameters.Add(what => what.Draft, draft).Add(what => what.OnChanged, () => changes++));
        Assert.True(step.Find("input[value=Discover]").HasAttribute("checked"));

        step.Find("input[value=IssuesByTag]").Change("IssuesByTag");

        Assert.Equal((QueryType.IssuesByTag, 1), (draft.What, changes));
        Assert.Contains("values of a tag of one issue", step.Markup);
        Assert.True(step.Find("input[value=IssuesByTag]").HasAttribute("checked"));
    }

    [Fact]
    public void Fields_Errors_StandAtTheFieldThatTheyConcern()
    {
        var draft = new ExportDraft { What = QueryType.IssuesByTag };
        ValidationError[] errors = [new("query_info.group", "Invalid group ID"), new("query_info.key", "key is required")];
        var fields = Render<TagFields>(parameters => parameters.Add(tag => tag.Draft, draft).Add(tag => tag.Errors, errors));

        fields.Find("#issue").Change("12");
        fields.Find("#tag-key").Change("browser");

        Assert.Equal(("12", "browser"), (draft.Issue, draft.TagKey));
        Assert.Equal("Invalid group ID", fields.Find("#issue").ParentElement!.QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal("key is required", fields.Find("#tag-key").ParentElement!.QuerySelector("[role=alert]")!.TextContent);
    }
}
