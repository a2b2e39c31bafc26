using System.Globalization;
using DataExport.Core.Queries.Search;

namespace DataExport.Core.Queries.Compilation;

/// <summary>Conditions on projects by slug, and on issues by short id, which begins with a slug.</summary>
internal static class ProjectMatch
{
    /// <summary>Appends that the project's slug matches.</summary>
    public static void AppendProjects(SqlText sql, SearchFacts facts, SearchPattern value)
    {
        var ids = facts.ProjectSlugs.Where(project => SlugMatch.Matches(value, project.Value)).Select(project => project.Key).Order().ToList();
        if (ids.Count == 0 && value.IsLiteral)
        {
            throw new SearchException($"This query has no project '{value}'", value.Position);
        }

        sql.Append("project_id IN (").Append(string.Join(", ", ids)).Append(")");
    }

    /// <summary>Appends that the issue has the short id.</summary>
    public static void AppendIssue(SqlText sql, SearchFacts facts, SearchPattern value)
    {
        var text = value.IsLiteral ? value.Literal : "";
        var dash = text.LastIndexOf('-');
        var digits = text[(dash + 1)..];
        if (dash < 1 || digits.Length == 0 || !digits.All(char.IsAsciiDigit))
        {
            throw new SearchException($"'{value}' is no short id of an issue, such as SHOP-17", value.Position);
        }

        var slug = text[..dash];
        var projects = facts.ProjectSlugs.Where(project => AsciiText.EqualsFolded(project.Value, slug)).Select(project => project.Key).ToList();
        if (projects.Count == 0)
        {
            throw new SearchException($"This query has no project '{slug}', which '{value}' would be an issue of", value.Position);
        }

        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            sql.Append("0");
            return;
        }

        sql.Append("issue_id IS (SELECT id FROM issues WHERE project_id = ").Parameter(projects[0])
            .Append(" AND number = ").Parameter(number).Append(")");
    }
}
