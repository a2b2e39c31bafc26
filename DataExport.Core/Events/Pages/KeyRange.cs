namespace DataExport.Core.Events.Pages;

/// <summary>Keys of one project that are wanted: those beyond one, up to another, in the order of going there.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="After">Beyond it.</param>
/// <param name="UpTo">The last that can be.</param>
/// <param name="Most">How many at the most.</param>
/// <param name="Ascending">Whether the keys ascend.</param>
internal sealed record KeyRange(long ProjectId, EventKey After, EventKey UpTo, int Most, bool Ascending);
