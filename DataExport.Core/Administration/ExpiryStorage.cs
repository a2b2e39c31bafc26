namespace DataExport.Core.Administration;

/// <summary>What the files of exports take that go within a time.</summary>
/// <param name="WithinDays">Within how many days, and not sooner than the entry before says; null for later than all.</param>
/// <param name="Files">How many.</param>
/// <param name="Bytes">Their size as stored.</param>
public sealed record ExpiryStorage(int? WithinDays, int Files, long Bytes);
