using DataExport.Core.Events;
using DataExport.Core.Events.Issues;
using DataExport.Core.Organizations;
using DataExport.Core.Queries.Completion;
using DataExport.Tests.Support;

namespace DataExport.Tests.Core.Queries.Completion;

/// <summary>What is suggested, from the data of the projects that are searched.</summary>
public sealed class SearchSuggestionsTests : IAsyncLifetime
{
    private readonly TemporaryStore _home = new();

    public async ValueTask InitializeAsync()
    {
        await _home.AddAsync(
            Event(1, "1.0", "production", ("browser", "Chrome"), ("my key", "two words")),
            Event(1, "1.0", "production", ("browser", "Chrome"), ("level", "tagged")),
            Event(1, "1.1", "staging", ("browser", "Safari")),
            Event(2, "9.9", "secret-environment", ("secret", "secret value")));
        using var reader = _home.Store.OpenReader();
        await Eventually.TrueAsync(() =>
        {
            using var counted = reader.Prepare("SELECT event_id >= 4 FROM watermarks");
            return counted.Step() && counted.Int64(0) == 1;
        }, "the tags are counted");
    }

    public ValueTask DisposeAsync() => _home.DisposeAsync();

    [Fact]
    public async Task SuggestAsync_EmptySearch_OffersFieldsAndTheTagsOfTheProjects()
    {
        var found = await SuggestAsync("");

        Assert.Contains(new Suggestion("level", "level:", "field", Continues: true), found.Items);
        Assert.Contains(new Suggestion("browser", "browser:", "tag", Continues: true), found.Items);
        Assert.Contains(new Suggestion("\"my key\"", "\"my key\":", "tag", Continues: true), found.Items);
        Assert.Contains(new Suggestion("tags[level]", "tags[level]:", "tag", Continues: true), found.Items);
        Assert.DoesNotContain(found.Items, item => item.Label.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("env", "environment:")]
    [InlineData("brow", "browser:")]
    [InlineData("tags[lev", "tags[level]:")]
    [InlineData("level:error us", "user:")]
    public async Task SuggestAsync_BeginningOfAKey_OffersItFirst(string text, string first) =>
        Assert.Equal(first, (await SuggestAsync(text)).Items[0].Insert);

    [Theory]
    [InlineData("environment:", "production staging")]
    [InlineData("environment:stag", "staging")]
    [InlineData("release:", "1.0 1.1")]
    [InlineData("release:1.1", "1.1")]
    [InlineData("release:9", "")]
    [InlineData("browser:", "Chrome Safari")]
    [InlineData("browser:SAF", "Safari")]
    [InlineData("tags[browser]:", "Chrome Safari")]
    [InlineData("secret:", "")]
    [InlineData("environment:%", "")]
    [InlineData("level:", "fatal error warning info debug")]
    [InlineData("level:[error, wa", "warning")]
    [InlineData("is:", "unresolved resolved ignored")]
    [InlineData("is:res", "resolved unresolved")]
    [InlineData("error.handled:", "true false")]
    [InlineData("project:", "shop")]
    [InlineData("timestamp:-2", "-24h")]
    [InlineData("issue:", "SHOP-1")]
    public async Task SuggestAsync_Value_OffersWhatTheProjectsHave(string text, string values) =>
        Assert.Equal(values.Split(' ', StringSplitOptions.RemoveEmptyEntries), (await SuggestAsync(text)).Items.Select(item => item.Label));

    [Fact]
    public async Task SuggestAsync_ValueThatNeedsQuotes_HasThem()
    {
        Assert.Equal(new Suggestion("two words", "\"two words\" "), Assert.Single((await SuggestAsync("\"my key\":")).Items));
        Assert.Equal("\"two words\"", Assert.Single((await SuggestAsync("\"my key\":[")).Items).Insert);
    }

    [Fact]
    public async Task SuggestAsync_Has_OffersKeysThatNothingFollows() =>
        Assert.Equal(new Suggestion("browser", "browser ", "tag"), Assert.Single((await SuggestAsync("has:brow")).Items));

    [Fact]
    public async Task SuggestAsync_WithoutAScopeOnEvents_OffersNothing()
    {
        var access = Access() with { EffectiveScopes = new HashSet<string>() };

        Assert.Empty((await Suggestions().SuggestAsync(access, [], "level:", 6, CancellationToken.None)).Items);
    }

    [Fact]
    public async Task SuggestAsync_WhenTheTimeIsOver_OffersWhatNeedsNoLooking()
    {
        var suggestions = new SearchSuggestions(_home.Store, new IssueCatalogue(_home.Store), new HurriedClock());

        Assert.Empty((await suggestions.SuggestAsync(Access(), [], "browser:", 8, CancellationToken.None)).Items);
        Assert.Contains((await suggestions.SuggestAsync(Access(), [], "lev", 3, CancellationToken.None)).Items, item => item.Insert == "level:");
    }

    private SearchSuggestions Suggestions() => new(_home.Store, new IssueCatalogue(_home.Store), TimeProvider.System);

    private Task<SuggestionList> SuggestAsync(string text) => Suggestions().SuggestAsync(Access(), [], text, text.Length, CancellationToken.None);

    // Somebody who sees the first project alone.
    private static OrganizationAccess Access() => EventStoreHome.Access with { Projects = [new Project { Id = 1, OrganizationId = 1, Slug = "shop", Name = "shop" }] };

    private static NewEvent Event(int project, string release, string environment, params (string Key, string Value)[] tags)
    {
        var made = Sample.Event(project, message: "boom", tags: tags);
        (made.Release, made.Environment) = (release, environment);
        return made;
    }
}
