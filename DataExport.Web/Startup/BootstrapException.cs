namespace DataExport.Web.Startup;

/// <summary>The section <c>Bootstrap</c> asks for something that cannot be made.</summary>
public sealed class BootstrapException(string reason) : Exception($"Bootstrap: {reason}");
