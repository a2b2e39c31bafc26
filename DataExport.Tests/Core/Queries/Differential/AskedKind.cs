namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>What a cell holds, in the order in which values of different kinds are sorted.</summary>
internal enum AskedKind
{
    Number,
    Text,
    Boolean,
}
