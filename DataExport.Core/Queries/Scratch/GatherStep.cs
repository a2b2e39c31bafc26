using DataExport.Core.Queries.Compilation;
using DataExport.Core.Queries.Reading;

namespace DataExport.Core.Queries.Scratch;

/// <summary>A statement that takes from one project's events, whole or a slice of time at once, what a result is made of.</summary>
/// <param name="Sql">The statement.</param>
/// <param name="Projects">The projects that it is run for.</param>
/// <param name="ProjectParameter">The number of the parameter for the project; for slices the two after it are for the times from which and until which.</param>
/// <param name="Slices">The period that is taken in slices; null for the whole at once.</param>
internal sealed record GatherStep(SqlText Sql, IReadOnlyList<int> Projects, int ProjectParameter, TimeRange? Slices);
