namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>A query of the model.</summary>
internal interface IAsked<TSelf>
    where TSelf : IAsked<TSelf>
{
    /// <summary>Its search as text.</summary>
    string SearchText { get; }

    /// <summary>The query as it is asked by REST.</summary>
    string Info();

    /// <summary>The rows that the answer has to have, in their order.</summary>
    IReadOnlyList<IReadOnlyList<AskedValue>> Answer(IEnumerable<ModelEvent> events);

    /// <summary>What is a little simpler, for shrinking.</summary>
    IEnumerable<TSelf> Simpler();
}
