using Bunit;
using DataExport.Web.Components.Exports.New;

namespace DataExport.Tests.Components;

/// <summary>The row limit of a new export, as a person types it.</summary>
public sealed class RowLimitTests : BunitContext
{
    [Theory]
    [InlineData("1000", 1000L)]
    [InlineData(" 5 ", 5L)]
    [InlineData("", null)]
    [InlineData("0", 0L)]
    public void Change_WholeNumber_IsTaken(string text, long? expected)
    {
        var draft = new ExportDraft();
        var step = Render<FileStep>(parameters => parameters.Add(step => step.Draft, draft));

        step.Find("#limit").Change(text);

        Assert.Equal(expected, draft.Limit);
        Assert.Empty(step.FindAll(".field-error"));
    }

    [Theory]
    [InlineData("1e3", "“1e3” is no whole number. Write digits only, such as 1000, or nothing for all rows.")]
    [InlineData("1,000", "“1,000” is no whole number. Write digits only, such as 1000, or nothing for all rows.")]
    [InlineData("99999999999999999999", "“99999999999999999999” is too large. No export has so many rows; write nothing for all.")]
    public void Change_SomethingElse_StaysWithAnError(string text, string expected)
    {
        var draft = new ExportDraft();
        var step = Render<FileStep>(parameters => parameters.Add(step => step.Draft, draft));

        step.Find("#limit").Change(text);

        Assert.Equal(expected, step.Find(".field-error").TextContent);
        Assert.Equal(text, step.Find("#limit").GetAttribute("value"));
        Assert.Equal("true", step.Find("#limit").GetAttribute("aria-invalid"));
        Assert.Null(draft.Limit);
    }
}
