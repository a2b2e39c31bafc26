namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>The same, in the file itself: its pages are read without SQLite.</summary>
public sealed class SettledModelStore : ModelStore
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Store.SettleAsync();
        Assert.True(Store.TryReadPages(1));
    }
}
