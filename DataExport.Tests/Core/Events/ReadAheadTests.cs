using DataExport.Core.Events;
using Microsoft.Win32.SafeHandles;

namespace DataExport.Tests.Core.Events;

/// <summary>Where in the file the events lie that a reader comes to next.</summary>
public sealed class ReadAheadTests
{
    private const long Mebibyte = 1 << 20;

    // 100 MiB for 1,000 events.
    private static readonly ReadAhead Ahead = new(new Lazy<SafeFileHandle>(), 1000);

    [Theory]
    [InlineData(800, 500, 49, 81)]
    [InlineData(500, 800, 49, 81)]
    [InlineData(30, -70, 0, 4)]
    [InlineData(990, 1090, 98, 100)]
    public void Locate_Ids_GivesTheirShareOfTheFileAndAMebibyteAround(long near, long far, int from, int to) =>
        Assert.Equal(new FileStretch(from * Mebibyte, to * Mebibyte), Ahead.Locate(near, far, 100 * Mebibyte, default));

    [Theory]
    [InlineData(700, 400, 39, 49)]
    [InlineData(600, 900, 81, 91)]
    public void Locate_PartWasAskedFor_GivesTheRest(long near, long far, int from, int to) =>
        Assert.Equal(new FileStretch(from * Mebibyte, to * Mebibyte), Ahead.Locate(near, far, 100 * Mebibyte, new FileStretch(49 * Mebibyte, 81 * Mebibyte)));

    [Theory]
    [InlineData(990, 900, 89, 100)]
    [InlineData(100, 200, 9, 21)]
    public void Locate_ReaderHasJumped_GivesAllOfIt(long near, long far, int from, int to) =>
        Assert.Equal(new FileStretch(from * Mebibyte, to * Mebibyte), Ahead.Locate(near, far, 100 * Mebibyte, new FileStretch(49 * Mebibyte, 81 * Mebibyte)));
}
