namespace DataExport.Core.Events.Importing;

/// <summary>Why one row was left out.</summary>
/// <param name="Line">The line of the file where the row starts, from 1.</param>
/// <param name="Column">The column, or the target's columns joined by <c> + </c>; null when it concerns the whole row.</param>
/// <param name="Reason">What is wrong.</param>
public sealed record ImportError(long Line, string? Column, string Reason);
