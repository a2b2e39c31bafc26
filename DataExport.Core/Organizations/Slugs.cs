using System.Text;
using System.Text.RegularExpressions;

namespace DataExport.Core.Organizations;

/// <summary>The rules of names in addresses: 1 to 50 lower-case letters, digits and hyphens, and not a number, which would be an id.</summary>
public static partial class Slugs
{
    /// <summary>The longest that a slug can be, characters.</summary>
    public const int MaxLength = 50;

    /// <summary>What is said about a slug that breaks the rules.</summary>
    public const string Rule = "Use 1 to 50 lower-case letters, digits and hyphens, with at least one letter, starting and ending with a letter or digit.";

    private const string Accented = "àáâãäåāăąçćčďđèéêëēęěğìíîïīłñńňòóôõöøōőřśšşťùúûüūůűýÿźžż";
    private const string Plain = "aaaaaaaaacccddeeeeeeegiiiiilnnnoooooooorssstuuuuuuuyyzzz";

    // An address under /organizations or /projects that a slug must not hide.
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal) { "new", "settings", "exports", "projects", "admin" };

    /// <summary>Whether the text can be a slug.</summary>
    public static bool IsValid(string slug) => slug.Length <= MaxLength && Form().IsMatch(slug) && slug.Any(char.IsAsciiLetter) && !Reserved.Contains(slug);

    /// <summary>A slug made from a name: <c>Checkout API (EU)</c> gives <c>checkout-api-eu</c>. Always valid.</summary>
    /// <param name="name">The name.</param>
    /// <param name="fallback">What is used, or put in front, when the name has nothing to make a slug from.</param>
    public static string FromName(string name, string fallback)
    {
        var slug = new StringBuilder();
        foreach (var letter in name.Select(Fold))
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                slug.Append(char.ToLowerInvariant(letter));
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var text = slug.ToString();
        text = text[..Math.Min(text.Length, MaxLength - 10)].Trim('-');
        return IsValid(text) ? text : $"{fallback}-{text}".TrimEnd('-');
    }

    /// <summary>The slug itself when it is free, otherwise with the first number from 2 that is.</summary>
    public static string MakeUnique(string slug, IReadOnlySet<string> taken)
    {
        var unique = slug;
        for (var number = 2; taken.Contains(unique); number++)
        {
            unique = $"{slug}-{number}";
        }

        return unique;
    }

    // The runtime's own decomposition is not there without ICU's data (InvariantGlobalization).
    private static char Fold(char letter)
    {
        var index = Accented.IndexOf(char.ToLowerInvariant(letter), StringComparison.Ordinal);
        return index < 0 ? letter : Plain[index];
    }

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]*[a-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
