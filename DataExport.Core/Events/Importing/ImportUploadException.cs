namespace DataExport.Core.Events.Importing;

/// <summary>An upload broke off before its end; nothing of it is kept.</summary>
public sealed class ImportUploadException(Exception inner) : Exception("The upload broke off before its end.", inner);
