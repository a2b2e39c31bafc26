namespace DataExport.Core.Queries.Fields;

/// <summary>How the parts of the parser tell each other of an error; it never leaves <see cref="FieldParser.Parse"/>.</summary>
internal sealed class FieldException(string message) : Exception(message);
