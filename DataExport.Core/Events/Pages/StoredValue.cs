namespace DataExport.Core.Events.Pages;

/// <summary>A value of a record.</summary>
/// <param name="SerialType">What it is.</param>
/// <param name="Start">Where it starts in the buffer.</param>
/// <param name="Length">How many bytes it takes.</param>
internal readonly record struct StoredValue(uint SerialType, int Start, int Length)
{
    /// <summary>Whether it is NULL.</summary>
    public bool IsNull => SerialType == RecordFormat.Null;
}
