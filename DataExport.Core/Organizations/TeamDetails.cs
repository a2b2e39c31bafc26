namespace DataExport.Core.Organizations;

/// <summary>A team with who is in it and what it owns.</summary>
/// <param name="Team">The team.</param>
/// <param name="MemberIds">Keys of the memberships that are in it.</param>
/// <param name="Projects">Those of its projects that the caller can see, by name in addresses.</param>
/// <param name="MayChange">Whether the caller may change it.</param>
public sealed record TeamDetails(Team Team, IReadOnlyList<int> MemberIds, IReadOnlyList<Project> Projects, bool MayChange);
