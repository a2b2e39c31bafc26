using System.Text.RegularExpressions;
using DataExport.Core.Exports;
using DataExport.Tests.Support;

namespace DataExport.Tests.Core;

/// <summary>Keeps the layout of STYLE.md: Core knows no screen, and inside Core nobody looks back.</summary>
public sealed partial class ArchitectureTests
{
    // What each area of Core may use. Database holds the context of app.db, which knows the tables of all.
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Configuration"] = [],
        ["Streams"] = [],
        ["Compression"] = ["Streams"],
        ["Database"] = ["Auditing", "Configuration", "Exports", "Mail", "Organizations", "Users"],
        ["Auditing"] = ["Configuration", "Database", "Organizations"],
        ["Users"] = ["Auditing", "Configuration", "Database", "Mail", "Organizations"],
        ["Organizations"] = ["Auditing", "Configuration", "Database", "Mail", "Users"],
        ["Mail"] = ["Configuration", "Database"],
        ["Events"] = ["Streams", "Compression", "Configuration", "Database", "Organizations"],
        ["Demo"] = ["Configuration", "Database", "Organizations", "Events"],
        ["Metrics"] = ["Configuration", "Database", "Organizations"],
        ["Queries"] = ["Configuration", "Database", "Organizations", "Events", "Metrics"],
        ["Administration"] = ["Auditing", "Configuration", "Database", "Organizations", "Users", "Events", "Exports"],
        ["Deletion"] = ["Auditing", "Configuration", "Database", "Organizations", "Events", "Exports"],
        ["Exports"] = ["Auditing", "Streams", "Compression", "Configuration", "Database", "Organizations", "Users", "Events", "Metrics", "Queries", "Mail"],
    };

    // Identity's stores belong to the database, not to a screen.
    private static readonly string[] AllowedWebAssemblies = ["Microsoft.AspNetCore.Identity.EntityFrameworkCore"];

    [Fact]
    public void Core_References_NoWebAndNoScreen()
    {
        var names = typeof(Export).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!);

        Assert.DoesNotContain(names.Except(AllowedWebAssemblies), IsOfScreen);
    }

    [Fact]
    public void Core_Usings_FollowTheOrderOfAreas()
    {
        var wrong = from file in Repository.SourceFiles("DataExport.Core")
                    let area = AreaOf(file)
                    from used in UsedAreas(file)
                    where used != area && !(MayUse.TryGetValue(area, out var allowed) && allowed.Contains(used))
                    select $"{Path.GetRelativePath(Repository.Root, file)} uses {used}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Core_Folders_AreKnownAreas()
    {
        Assert.Empty(Repository.SourceFiles("DataExport.Core").Select(AreaOf).Distinct().Except(MayUse.Keys));
    }

    private static bool IsOfScreen(string assembly) =>
        assembly.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || assembly.StartsWith("Radzen", StringComparison.Ordinal);

    private static string AreaOf(string file) =>
        Path.GetRelativePath(Path.Combine(Repository.Root, "DataExport.Core"), file).Split('/', '\\')[0];

    private static IEnumerable<string> UsedAreas(string file) =>
        File.ReadLines(file)
            .Where(line => !line.StartsWith("namespace ", StringComparison.Ordinal))
            .SelectMany(line => CoreArea().Matches(line).Select(match => match.Groups[1].Value))
            .Distinct();

    [GeneratedRegex(@"\bDataExport\.Core\.(\w+)")]
    private static partial Regex CoreArea();
}
