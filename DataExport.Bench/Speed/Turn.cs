namespace DataExport.Bench.Speed;

/// <summary>One run of one way.</summary>
/// <param name="Seconds">Time by the clock.</param>
/// <param name="Bytes">Size of the file; 0 when none was written.</param>
internal readonly record struct Turn(double Seconds, long Bytes);
