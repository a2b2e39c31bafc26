using System.Globalization;

namespace DataExport.Core.Auditing;

/// <summary>What something was done to.</summary>
/// <param name="Id">Its id, as its page or the API names it.</param>
/// <param name="Name">Its name at that time; null for an export, whose name may be a search with people's values in it.</param>
public sealed record AuditSubject(string Id, string? Name = null)
{
    /// <summary>A subject whose id is a number.</summary>
    public AuditSubject(int id, string? name)
        : this(id.ToString(CultureInfo.InvariantCulture), name)
    {
    }
}
