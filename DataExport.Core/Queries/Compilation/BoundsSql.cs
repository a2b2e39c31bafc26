using DataExport.Core.Events;

namespace DataExport.Core.Queries.Compilation;

/// <summary>What every query is bounded by beside its projects.</summary>
internal static class BoundsSql
{
    /// <summary>Appends the cut-off, the period and the environments as a condition.</summary>
    public static SqlText Append(SqlText sql, long cutOff, DateTime? start, DateTime? end, IReadOnlyList<string> environments)
    {
        sql.Append("id <= ").Parameter(cutOff);
        if (start is not null)
        {
            sql.Append(" AND timestamp >= ").Parameter(Timestamps.ToMicroseconds(start.Value));
        }

        if (end is not null)
        {
            sql.Append(" AND timestamp < ").Parameter(Timestamps.ToMicroseconds(end.Value));
        }

        for (var index = 0; index < environments.Count; index++)
        {
            sql.Append(index == 0 ? " AND ifnull(environment, '') IN (" : ", ").Parameter(environments[index])
                .Append(index == environments.Count - 1 ? ")" : "");
        }

        return sql;
    }
}
