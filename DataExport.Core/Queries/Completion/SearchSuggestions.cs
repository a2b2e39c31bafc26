using DataExport.Core.Events;
using DataExport.Core.Events.Issues;
using DataExport.Core.Organizations;
using DataExport.Core.Queries.Columns;
using DataExport.Core.Queries.Search;

namespace DataExport.Core.Queries.Completion;

/// <summary>Suggests keys, and values that the events of an organization have, while somebody types a search.</summary>
public sealed class SearchSuggestions(EventStore store, IssueCatalogue issues, TimeProvider clock)
{
    /// <summary>How many suggestions there are at most.</summary>
    public const int Most = 12;

    /// <summary>How long values are looked for; then what was found has to do.</summary>
    public static readonly TimeSpan LookingTime = TimeSpan.FromMilliseconds(400);

    private const int IssuesLookedAt = 50;

    private const string TagStart = "tags[";

    // What most people ask for, before the tags of their own; the other columns come after those.
    private static readonly string[] Common = ["level", "environment", "release", "is", "has", "timestamp", "project", "user"];

    // Keys that are no columns.
    private static readonly string[] Words = ["is", "has"];

    private static readonly string[] Levels = [EventLevel.Fatal, EventLevel.Error, EventLevel.Warning, EventLevel.Info, EventLevel.Debug];

    private static readonly (string Value, string Detail)[] Times =
        [("-1h", "the last hour"), ("-24h", "the last 24 hours"), ("-7d", "the last 7 days"), ("-14d", "the last 14 days"), ("-30d", "the last 30 days"), ("+30d", "more than 30 days ago")];

    /// <summary>Suggests what can stand at the caret.</summary>
    /// <param name="access">Who types, and where; without a scope on events there are no suggestions.</param>
    /// <param name="projects">Slugs of the projects that are searched; empty for all that can be seen.</param>
    /// <param name="text">The search so far.</param>
    /// <param name="caret">The place between two of its characters, from 0.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public Task<SuggestionList> SuggestAsync(
        OrganizationAccess access, IReadOnlyCollection<string> projects, string text, int caret, CancellationToken cancellationToken)
    {
        if (!access.HasAnyEventScope || text.Length > SearchParser.MostCharacters)
        {
            return Task.FromResult(SuggestionList.None);
        }

        var searched = access.Projects.Where(project => projects.Count == 0 || projects.Contains(project.Slug)).ToList();
        var place = SearchPlace.At(text, caret);
        return Task.Run(
            () => new SuggestionList(place.Start, place.End, [.. Suggest(access, searched, place, place.End < text.Length, cancellationToken).Take(Most)]), cancellationToken);
    }

    private IEnumerable<Suggestion> Suggest(
        OrganizationAccess access, List<Project> searched, SearchPlace place, bool goesOn, CancellationToken cancellationToken)
    {
        if (place.Kind == SearchPlaceKind.Value)
        {
            var end = place.IsInList || goesOn ? "" : " ";
            return Values(access, searched, place, cancellationToken)
                .Select(value => new Suggestion(value.Value, SearchQuoting.Value(value.Value) + end, value.Detail));
        }

        return Keys(searched, place, cancellationToken).Select(key => place.Kind == SearchPlaceKind.HasKey
            ? new Suggestion(key.Written, goesOn ? key.Written : key.Written + " ", key.Detail)
            : new Suggestion(key.Written, key.Written + ":", key.Detail, Continues: true));
    }

    private IEnumerable<(string Name, string Written, string Detail)> Keys(List<Project> searched, SearchPlace place, CancellationToken cancellationToken)
    {
        // tags[KEY is a way to begin the key of a tag.
        var isTag = place.Typed.StartsWith(TagStart, StringComparison.Ordinal);
        var typed = isTag ? place.Typed[TagStart.Length..] : place.Typed;
        var tags = KnownKeys(searched, typed, cancellationToken).Select(key => (Name: key, Written: SearchQuoting.Tag(key), Detail: "tag"));
        var keys = isTag ? tags
            : Common.Where(key => place.Kind == SearchPlaceKind.Key || !Words.Contains(key)).Select(Field)
                .Concat(tags).Concat(ColumnCatalogue.Names.Except(Common).Select(Field));
        return Match(keys, typed, key => key.Name);
    }

    private static (string Name, string Written, string Detail) Field(string name) =>
        (name, name, name switch { "is" => "state of the issue", "has" => "has such a field or tag", _ => "field" });

    private IReadOnlyList<string> KnownKeys(List<Project> searched, string typed, CancellationToken cancellationToken)
    {
        using var values = new KnownValues(store, searched, clock, cancellationToken);
        return values.TagKeys(typed, Most);
    }

    private IEnumerable<(string Value, string Detail)> Values(
        OrganizationAccess access, List<Project> searched, SearchPlace place, CancellationToken cancellationToken)
    {
        var typed = place.Typed.TrimEnd('*');
        if (place is { Key: "is", IsKeyQuoted: false })
        {
            return Match(Plain(IssueStatus.All), typed, value => value.Item1);
        }

        var column = ColumnCatalogue.Find(place.Key) ?? Column.OfTag(place.Key);
        return column.Kind switch
        {
            ColumnKind.Level => Match(Plain(Levels), typed, value => value.Item1),
            ColumnKind.Boolean => Match(Plain(["true", "false"]), typed, value => value.Item1),
            ColumnKind.Time => Match(Times, typed, value => value.Value),
            ColumnKind.Project => Match(access.Projects.Select(project => (project.Slug, project.Name == project.Slug ? "" : project.Name)), typed, value => value.Item1),
            ColumnKind.Issue => Issues(searched, typed),
            ColumnKind.Text or ColumnKind.Tag => Match(Plain(Seen(searched, column, typed, cancellationToken)), typed, value => value.Item1),
            _ => [],
        };
    }

    private IReadOnlyList<string> Seen(List<Project> searched, Column column, string typed, CancellationToken cancellationToken)
    {
        using var values = new KnownValues(store, searched, clock, cancellationToken);
        return column switch
        {
            { Kind: ColumnKind.Tag } => values.TagValues(column.Name, typed, Most),
            { Name: "environment" } => values.Environments(typed, Most),
            _ => values.Recent(column, typed, Most),
        };
    }

    private IEnumerable<(string Value, string Detail)> Issues(List<Project> searched, string typed)
    {
        var slugs = searched.ToDictionary(project => project.Id, project => project.Slug);
        var latest = issues.List(new IssueFilter { ProjectIds = [.. slugs.Keys], Sort = IssueSort.LastSeen, Take = IssuesLookedAt }).Items;
        return latest.Select(issue => (Value: issue.ShortId(slugs[issue.ProjectId]), Detail: issue.Title))
            .Where(issue => Contains(issue.Value, typed) || Contains(issue.Detail, typed));
    }

    private static IEnumerable<(string, string)> Plain(IEnumerable<string> values) => values.Select(value => (value, ""));

    // What begins with what was typed stands before what only contains it.
    private static IEnumerable<T> Match<T>(IEnumerable<T> items, string typed, Func<T, string> text) =>
        items.Where(item => Contains(text(item), typed)).OrderBy(item => text(item).StartsWith(typed, StringComparison.OrdinalIgnoreCase) ? 0 : 1);

    private static bool Contains(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
