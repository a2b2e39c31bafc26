using DataExport.Core.Events;

namespace DataExport.Tests.Core.Events;

/// <summary>Which events share an issue, and how it is called.</summary>
public sealed class GroupingTests
{
    [Theory]
    [InlineData("took 15 ms", "took 7031 ms", true)]
    [InlineData("at 0xDEADBEEF", "at 0x1", true)]
    [InlineData("user 'ada' left", "user 'bob smith' left", true)]
    [InlineData("file \"a\"", "file \"\"", true)]
    [InlineData("id 0192f0c4-b7a0-7d6c-9a4e-3c0b5d2f1a77", "id ffffffff-ffff-4fff-8fff-ffffffffffff", true)]
    [InlineData("commit 0192f0c4b7", "commit ab5d2f1a77", true)]
    [InlineData("deadbeef", "defaced", false)]
    [InlineData("disk full", "disk empty", false)]
    [InlineData("", "x", false)]
    public void Hash_Messages_AreMasked(string first, string second, bool same)
    {
        Assert.Equal(same, Grouping.Hash(Sample.Event(message: first)) == Grouping.Hash(Sample.Event(message: second)));
    }

    [Fact]
    public void Hash_Fingerprint_DecidesAlone()
    {
        var first = Sample.Event(message: "a");
        var second = Sample.Event(message: "b");
        (first.Fingerprint, second.Fingerprint, second.ErrorType) = ("f", "f", "TypeError");

        Assert.Equal(Grouping.Hash(first), Grouping.Hash(second));
        Assert.Matches("^[0-9a-f]{32}$", Grouping.Hash(first));
        Assert.NotEqual(Grouping.Hash(first), Grouping.Hash(Sample.Event(message: "f")));
    }

    [Fact]
    public void Hash_Exceptions_DifferByTypeAndNotByMessage()
    {
        Assert.Equal(Grouping.Hash(Error("TypeError", "x is 1", "a")), Grouping.Hash(Error("TypeError", "x is 2", "b")));
        Assert.NotEqual(Grouping.Hash(Error("TypeError", "x", "a")), Grouping.Hash(Error("KeyError", "x", "a")));
    }

    [Fact]
    public void Hash_ExceptionsWithFrames_DifferByFramesAndNotByValue()
    {
        NewEvent At(string type, string value, params string[] frames)
        {
            var made = Error(type, value, "m");
            made.Frames = frames;
            return made;
        }

        Assert.Equal(Grouping.Hash(At("TypeError", "disk full", "a\nb")), Grouping.Hash(At("TypeError", "disk empty", "a\nb")));
        Assert.NotEqual(Grouping.Hash(At("TypeError", "x", "a\nb")), Grouping.Hash(At("TypeError", "x", "a\nc")));
        Assert.NotEqual(Grouping.Hash(At("TypeError", "x", "a\nb")), Grouping.Hash(At("KeyError", "x", "a\nb")));
        Assert.Equal(Grouping.Hash(At("TypeError", "x 1")), Grouping.Hash(Error("TypeError", "x 2", "m")));
    }

    [Fact]
    public void Hash_DefaultInFingerprint_StandsForOurs()
    {
        NewEvent With(string fingerprint, string message)
        {
            var made = Sample.Event(message: message);
            made.Fingerprint = fingerprint;
            return made;
        }

        Assert.Equal(Grouping.Hash(Sample.Event(message: "a")), Grouping.Hash(With("{{ default }}", "a")));
        Assert.Equal(Grouping.Hash(Sample.Event(message: "a")), Grouping.Hash(With("{{default}}", "a")));
        Assert.Equal(Grouping.Hash(With("{{ default }}\nshop", "a 1")), Grouping.Hash(With("{{ default }}\nshop", "a 2")));
        Assert.NotEqual(Grouping.Hash(With("{{ default }}\nshop", "a")), Grouping.Hash(With("{{ default }}\nshop", "b")));
        Assert.NotEqual(Grouping.Hash(With("{{ default }}\nshop", "a")), Grouping.Hash(With("{{ default }}\nback", "a")));
    }

    [Fact]
    public void Hash_MessageTemplate_DecidesOverWhatWasPutIn()
    {
        NewEvent From(string template, string message)
        {
            var made = Sample.Event(message: message);
            made.MessageTemplate = template;
            return made;
        }

        Assert.Equal(Grouping.Hash(From("%s left", "ada left")), Grouping.Hash(From("%s left", "bob left")));
        Assert.NotEqual(Grouping.Hash(From("%s left", "ada left")), Grouping.Hash(From("ada %s", "ada left")));
    }

    [Theory]
    [InlineData("TypeError", "x is null", "TypeError: x is null")]
    [InlineData("TypeError", null, "TypeError")]
    [InlineData(null, "x\nat y", "x")]
    [InlineData(null, null, "message")]
    public void Title_Exceptions_AreTypeAndValue(string? type, string? value, string title)
    {
        Assert.Equal(title, Grouping.Title(Error(type, value, "message\r\nmore")));
    }

    [Theory]
    [InlineData("", "<unlabeled event>")]
    [InlineData(" \n ", "<unlabeled event>")]
    [InlineData("\n\n second \r\nthird", "second")]
    public void Title_Messages_AreTheFirstLine(string message, string title)
    {
        Assert.Equal(title, Grouping.Title(Sample.Event(message: message)));
    }

    [Fact]
    public void Title_Long_EndsBetweenCharacters()
    {
        Assert.Equal(255, Grouping.Title(Sample.Event(message: new string('a', 300))).Length);
        Assert.Equal(new string('a', 254), Grouping.Title(Sample.Event(message: new string('a', 254) + "😀")));
        Assert.Equal(new string('a', 253) + "😀", Grouping.Title(Sample.Event(message: new string('a', 253) + "😀b")));
    }

    [Theory]
    [InlineData('"')]
    [InlineData('\'')]
    [InlineData('a')]
    [InlineData('-')]
    public void Mask_MillionOfOneCharacter_IsFast(char character)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Grouping.Mask(new string(character, 1_000_001));
        Grouping.Mask(string.Concat(Enumerable.Repeat($"{character} aaaaaaaa-", 100_000)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"{watch.Elapsed}");
    }

    private static NewEvent Error(string? type, string? value, string message)
    {
        var made = Sample.Event(message: message);
        (made.ErrorType, made.ErrorValue) = (type, value);
        return made;
    }
}
