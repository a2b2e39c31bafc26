namespace DataExport.Core.Queries.Columns;

/// <summary>How a column's values are stored, and so how they are compared and written.</summary>
public enum ColumnKind
{
    /// <summary>Text, null when absent.</summary>
    Text,

    /// <summary>Microseconds since 1970 UTC.</summary>
    Time,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>0, 1, or null.</summary>
    Boolean,

    /// <summary>16 bytes, written as 32 hexadecimal digits.</summary>
    EventId,

    /// <summary>One of the levels, as text.</summary>
    Level,

    /// <summary>A project, written as its slug; stored as its id.</summary>
    Project,

    /// <summary>An issue, written as its short id; stored as its id.</summary>
    Issue,

    /// <summary>The value of one tag: text.</summary>
    Tag,

    /// <summary>A value of any JSON type within the contexts or the extra data.</summary>
    Json,
}
