namespace DataExport.Core.Queries.Fields;

/// <summary>What an aggregate computes of the events of a group.</summary>
public enum AggregateFunction
{
    /// <summary>How many events there are.</summary>
    Count,

    /// <summary>How many different values a column has.</summary>
    CountUnique,

    /// <summary>The least number or time.</summary>
    Min,

    /// <summary>The greatest number or time.</summary>
    Max,

    /// <summary>The mean of the numbers.</summary>
    Average,

    /// <summary>The sum of the numbers.</summary>
    Sum,

    /// <summary>A percentile of the numbers: exact and continuous, as SQL's <c>percentile_cont</c>.</summary>
    Percentile,

    /// <summary>The time of the latest event.</summary>
    LastSeen,

    /// <summary>The time of the earliest event.</summary>
    FirstSeen,

    /// <summary>Events a second, over the period of the query.</summary>
    PerSecond,

    /// <summary>Events a minute, over the period of the query.</summary>
    PerMinute,

    /// <summary>One of the values of a column: the least, so that it is always the same.</summary>
    Any,
}
