namespace DataExport.Web.Components.Admin;

/// <summary>The pages for people who administer the instance, in the order of their navigation.</summary>
public static class AdminPages
{
    /// <summary>The address that leads to the first of them.</summary>
    public const string Root = "/admin";

    /// <summary>All exports.</summary>
    public const string Exports = "/admin/exports";

    /// <summary>The queue and the exporters.</summary>
    public const string Queue = "/admin/queue";

    /// <summary>What is stored.</summary>
    public const string Storage = "/admin/storage";

    /// <summary>Organizations.</summary>
    public const string Organizations = "/admin/organizations";

    /// <summary>People.</summary>
    public const string Users = "/admin/users";

    /// <summary>Outgoing mail.</summary>
    public const string Mail = "/admin/mail";

    /// <summary>The configuration as it holds.</summary>
    public const string Options = "/admin/options";

    /// <summary>Who did what.</summary>
    public const string Audit = "/admin/audit-log";

    /// <summary>All of them, with what they are called.</summary>
    public static IReadOnlyList<(string Address, string Text)> All { get; } =
    [
        (Exports, "Exports"), (Queue, "Queue"), (Storage, "Storage"), (Organizations, "Organizations"), (Users, "Users"), (Mail, "Mail"), (Options, "Options"),
        (Audit, "Audit log"),
    ];

    /// <summary>The page of a list that an address asks for, within reason.</summary>
    public static int PageOf(int? asked) => Math.Clamp(asked ?? 1, 1, 1_000_000);

    /// <summary>Whether a local path is one of theirs.</summary>
    public static bool Has(string path) =>
        path.Equals(Root, StringComparison.OrdinalIgnoreCase) || path.StartsWith(Root + "/", StringComparison.OrdinalIgnoreCase);
}
