namespace DataExport.Core.Administration;

/// <summary>An organization as those see it who administer the instance.</summary>
/// <param name="Id">Key.</param>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Name">Its name.</param>
/// <param name="DateCreated">When it was made, UTC.</param>
/// <param name="DiscoverQuery">Whether it has the feature <c>discover-query</c>, without which it has no exports.</param>
/// <param name="Members">How many people it has.</param>
/// <param name="Projects">How many projects.</param>
/// <param name="Events">How many events they hold.</param>
/// <param name="Exports">How many exports it keeps, whatever their state.</param>
/// <param name="StoredBytes">What the files of those take.</param>
public sealed record OrganizationFacts(
    int Id, string Slug, string Name, DateTime DateCreated, bool DiscoverQuery, int Members, int Projects, long Events, int Exports, long StoredBytes);
