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

        return environments.Count > 0 ? AppendEnvironments(sql.Append(" AND "), environments) : sql;
    }

    /// <summary>Appends that the environment is one of these, or, for none, what is always true.</summary>
    public static SqlText AppendEnvironments(SqlText sql, IReadOnlyList<string> environments)
    {
        for (var index = 0; index < environments.Count; index++)
        {
            sql.Append(index == 0 ? "ifnull(environment, '') IN (" : ", ").Parameter(environments[index]);
        }

        return sql.Append(environments.Count > 0 ? ")" : "TRUE");
    }
}
