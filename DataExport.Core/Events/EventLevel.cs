using System.Collections.Frozen;

namespace DataExport.Core.Events;

/// <summary>The five levels, and how the words of other systems are folded into them.</summary>
public static class EventLevel
{
    /// <summary>The program cannot go on.</summary>
    public const string Fatal = "fatal";

    /// <summary>Something failed.</summary>
    public const string Error = "error";

    /// <summary>Something is odd.</summary>
    public const string Warning = "warning";

    /// <summary>Something happened.</summary>
    public const string Info = "info";

    /// <summary>Something for developers.</summary>
    public const string Debug = "debug";

    private static readonly FrozenDictionary<string, string> Folded = new Dictionary<string, string>
    {
        ["fatal"] = Fatal, ["crit"] = Fatal, ["critical"] = Fatal, ["emerg"] = Fatal, ["alert"] = Fatal, ["panic"] = Fatal,
        ["error"] = Error, ["err"] = Error, ["severe"] = Error,
        ["warning"] = Warning, ["warn"] = Warning,
        ["info"] = Info, ["notice"] = Info, ["information"] = Info,
        ["debug"] = Debug, ["trace"] = Debug, ["verbose"] = Debug,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The level that a word means; <see cref="Info"/> for an unknown one.</summary>
    public static string Fold(string text) => Folded.GetValueOrDefault(text.Trim(), Info);
}
