using DataExport.Core.Organizations;

namespace DataExport.Core.Exports.Usage;

/// <summary>What an organization uses, as it is now, and what it may.</summary>
/// <param name="Limits">The limits of an export and of a person.</param>
/// <param name="Running">Exports that run at once, at the most.</param>
/// <param name="RetentionDays">How long a file is kept, days.</param>
/// <param name="Projects">The projects that the caller sees, with the events that each holds, most first.</param>
/// <param name="Queued">Exports that wait.</param>
/// <param name="Generating">Exports that run.</param>
/// <param name="Files">Files of exports that are kept.</param>
/// <param name="FileBytes">Their size as stored, bytes.</param>
/// <param name="OwnExports">Exports that the caller keeps, which is what the limit of a person counts.</param>
/// <param name="Members">Members.</param>
/// <param name="Invitations">Invitations that are open.</param>
public sealed record OrganizationUsage(
    ExportLimits Limits,
    int Running,
    int RetentionDays,
    IReadOnlyList<(Project Project, long Events)> Projects,
    int Queued,
    int Generating,
    int Files,
    long FileBytes,
    int OwnExports,
    int Members,
    int Invitations)
{
    /// <summary>The events of the projects together.</summary>
    public long Events => Projects.Sum(row => row.Events);
}
