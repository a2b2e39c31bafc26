using DataExport.Core.Organizations;

namespace DataExport.Core.Exports;

/// <summary>The limits that hold for one organization: its plan's, and the instance's where the plan has none.</summary>
/// <param name="MaxRows">The most rows in an export.</param>
/// <param name="MaxBytes">The most uncompressed bytes in an export.</param>
/// <param name="PerUser">Exports that one person keeps.</param>
public sealed record ExportLimits(long MaxRows, long MaxBytes, int PerUser)
{
    /// <summary>The limits of an organization.</summary>
    public static ExportLimits Of(UsagePlan plan, ExportSettings settings) =>
        new(plan.MaxRows ?? settings.MaxRows, plan.MaxBytes ?? settings.MaxBytes, plan.PerUser ?? settings.PerUser);
}
