using DataExport.Core.Exports.Notifying;

namespace DataExport.Tests.Core.Exports;

/// <summary>Who is told of what.</summary>
public sealed class ExportChangesTests
{
    [Fact]
    public void Publish_Progress_IsToldToThoseWhoWantItAndAsWhatItIs()
    {
        var (changes, told) = (new ExportChanges(), new List<string>());
        using var everything = changes.Subscribe((id, isProgress) => told.Add($"{id} {isProgress}"));
        using var ids = changes.Subscribe(id => told.Add(id));
        using var states = changes.Subscribe(id => told.Add($"state of {id}"), progress: false);

        changes.Publish("a");
        changes.Publish("b", isProgress: true);
        everything.Dispose();
        changes.Publish("c", isProgress: true);

        Assert.Equal(["a", "a False", "b", "b True", "c", "state of a"], told.Order(StringComparer.Ordinal));
    }
}
