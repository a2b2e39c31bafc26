using DataExport.Core.Exports.Previewing;
using DataExport.Core.Queries.Estimating;
using DataExport.Web.Components.Exports.New;
using DataExport.Web.Components.Look;

namespace DataExport.Tests.Components;

/// <summary>What <em>New export</em> says of rows and size.</summary>
public sealed class PreviewWordingTests
{
    [Theory]
    [InlineData(3_100_000, false, 400_000_000L, "about 3.1 million rows, roughly 400 MB")]
    [InlineData(1_204_000, true, 149_000_000L, "1,204,000 rows, roughly 150 MB")]
    [InlineData(1, true, 90L, "1 row, less than 0.01 MB")]
    [InlineData(48_211, false, null, "about 48,000 rows")]
    [InlineData(0, true, 4L, "No event matches: the file would have its header only.")]
    [InlineData(0, false, null, "Few events match, if any.")]
    public void Size_Preview_IsSaidAsItIsKnown(long rows, bool exact, long? bytes, string expected)
    {
        Assert.Equal(expected, PreviewWording.Size(Preview(new RowEstimate(rows, exact), bytes)));
    }

    [Theory]
    [InlineData(20, "at least 20 rows, roughly 0.01 MB")]
    [InlineData(0, "How many rows there will be is not known yet.")]
    public void Size_LeastIsKnown_IsSaidToBeTheLeast(long rows, string expected)
    {
        Assert.Equal(expected, PreviewWording.Size(Preview(new RowEstimate(rows, IsExact: false, IsLeast: true), 10_000)));
    }

    [Fact]
    public void Warnings_OwnLimit_SayHowManyThereWouldBe()
    {
        var preview = Preview(new RowEstimate(1_000, true), 1) with { Cut = PreviewCut.RequestedRows, Matching = new RowEstimate(3_100_000, false) };

        Assert.Equal(["The file ends after the 1,000 rows that you ask for; about 3.1 million match."], PreviewWording.Warnings(preview));
    }

    [Fact]
    public void Warnings_RowsNotFoundInTime_SayThatTheExportFindsThem()
    {
        Assert.Equal(
            ["Finding the first rows takes longer than a preview may. The export has no such limit.", "kept"],
            PreviewWording.Warnings(Preview(new RowEstimate(5, false), null) with { RowsAreComplete = false, Warnings = ["kept"] }));
    }

    [Fact]
    public void Cell_Long_IsCutBetweenCharacters()
    {
        var text = new string('x', 119) + "😀 and more";

        Assert.Equal(new string('x', 119) + "…", PreviewWording.Cell(text));
        Assert.Equal(text, PreviewWording.Hint(text));
        Assert.Null(PreviewWording.Hint("short"));
    }

    [Theory]
    [InlineData(0, "about 0")]
    [InlineData(99, "about 99")]
    [InlineData(995, "about 1,000")]
    [InlineData(48_499, "about 48,000")]
    [InlineData(999_999, "about 1 million")]
    [InlineData(3_149_999, "about 3.1 million")]
    [InlineData(31_499_999, "about 31 million")]
    [InlineData(4_200_000_000, "about 4.2 billion")]
    public void About_Number_HasTwoDigits(long number, string expected) => Assert.Equal(expected, Wording.About(number));

    private static ExportPreview Preview(RowEstimate expected, long? bytes) => new()
    {
        Columns = ["id"], Rows = [], RowsAreComplete = true, Matching = expected, Expected = expected, Bytes = bytes, Cut = PreviewCut.None, Warnings = [],
    };
}
