using DataExport.Core.Organizations;

namespace DataExport.Tests.Core;

public sealed class SlugsTests
{
    [Theory]
    [InlineData("Checkout API (EU)", "checkout-api-eu")]
    [InlineData("  Ünïted Töys  ", "united-toys")]
    [InlineData("日本", "project")]
    [InlineData("2026", "project-2026")]
    [InlineData("new", "project-new")]
    [InlineData("--", "project")]
    public void FromName_Name_MakesAValidSlug(string name, string expected)
    {
        var slug = Slugs.FromName(name, "project");

        Assert.Equal(expected, slug);
        Assert.True(Slugs.IsValid(slug));
    }

    [Fact]
    public void FromName_LongName_LeavesRoomForANumber()
    {
        var slug = Slugs.FromName(new string('a', 200), "project");

        Assert.True(Slugs.IsValid(Slugs.MakeUnique(slug, new HashSet<string> { slug })));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Acme")]
    [InlineData("-acme")]
    [InlineData("acme-")]
    [InlineData("a b")]
    [InlineData("12345")]
    [InlineData("settings")]
    [InlineData("acme\n")]
    public void IsValid_WrongForm_IsFalse(string slug) => Assert.False(Slugs.IsValid(slug));
}
