using System.Text.Json.Serialization;

namespace DataExport.Core.Queries;

/// <summary>
/// A query in its frozen form, from which the same rows come however often it is run: every default filled in, every relative
/// part made absolute. It is a <see cref="Discover.DiscoverQuery"/> or an <see cref="IssuesByTag.IssuesByTagQuery"/>.
/// </summary>
public abstract record FrozenQuery
{
    /// <summary>The names of the columns, as they go into the header.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>The ids of the projects whose data it holds, ascending.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<int> ProjectIds { get; }
}
