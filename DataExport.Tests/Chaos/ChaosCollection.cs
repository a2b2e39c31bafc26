namespace DataExport.Tests.Chaos;

/// <summary>Runs the tests that kill servers after all others and alone, so that what they measure is the server's own doing.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ChaosCollection
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Chaos";
}
