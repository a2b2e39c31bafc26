namespace DataExport.Core.Events.Pages;

/// <summary>A value of a record.</summary>
/// <param name="SerialType">What it is and how long.</param>
/// <param name="Start">Where it starts in the buffer.</param>
internal readonly record struct StoredValue(uint SerialType, int Start)
{
    /// <summary>Whether it is NULL.</summary>
    public bool IsNull => SerialType == RecordFormat.Null;
}
