using DataExport.Core.Events.Issues;

namespace DataExport.Tests.Core.Events;

/// <summary>Exceptions out of payloads, as SDKs write them and as nobody should.</summary>
public sealed class EventExceptionsTests
{
    [Fact]
    public void Read_ExceptionsOfAnSdk_AreTheLatestAndInnermostFirst()
    {
        var exceptions = EventExceptions.Read(
            """
            {"exception": {"values": [
              {"type": "KeyError", "value": "'id'", "stacktrace": {"frames": []}},
              {"type": "CheckoutError", "value": "no \"cart\"", "stacktrace": {"frames": [
                {"function": "main", "module": "app", "in_app": false},
                {"function": "pay", "filename": "app/pay.py", "module": "app.pay", "lineno": 12, "in_app": true,
                 "pre_context": ["def pay(cart):", "    check(cart)"], "context_line": "    raise CheckoutError(cart)", "post_context": [""]}]}}]}}
            """);

        Assert.Equal(["CheckoutError", "KeyError"], exceptions.Select(exception => exception.Type));
        Assert.Equal("no \"cart\"", exceptions[0].Value);
        Assert.Equal([("pay", "app/pay.py", 12, true), ("main", "app", null, false)], exceptions[0].Frames.Select(frame => (frame.Function, frame.File, frame.Line, frame.InApp)));
        Assert.Equal(
            [new(10, "def pay(cart):"), new(11, "    check(cart)"), new(12, "    raise CheckoutError(cart)"), new(13, "")],
            exceptions[0].Frames[0].Source);
        Assert.Empty(exceptions[0].Frames[1].Source);
        Assert.Empty(exceptions[1].Frames);
    }

    [Fact]
    public void Read_BareList_IsRead() =>
        Assert.Equal("E", Assert.Single(EventExceptions.Read("""{"exception": [{"type": "E"}]}""")).Type);

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"exception": null}""")]
    [InlineData("""{"exception": "E"}""")]
    [InlineData("""{"exception": {"values": {"type": "E"}}}""")]
    [InlineData("""{"exception": {"values": [null, 1, "E", []]}}""")]
    public void Read_NoExceptions_IsEmpty(string? payload) => Assert.Empty(EventExceptions.Read(payload));

    [Fact]
    public void Read_MembersOfAnyType_CountAsMissing()
    {
        var exception = Assert.Single(EventExceptions.Read(
            """
            {"exception": {"values": [{"type": 5, "value": {"a": 1}, "stacktrace": {"frames": [
              null, {"function": null, "filename": [], "lineno": "12", "in_app": 1, "context_line": "x"},
              {"function": "f", "lineno": 1.5, "context_line": "x"}, {"lineno": 9e99}, {"lineno": 3, "context_line": "y", "pre_context": [7], "post_context": {}}]}}]}}
            """));

        Assert.Equal((null, null), (exception.Type, exception.Value));
        Assert.Equal([null, null, "f", null], exception.Frames.Select(frame => frame.Function));
        Assert.Equal([3, null, null, null], exception.Frames.Select(frame => frame.Line));
        Assert.Equal([new(2, ""), new(3, "y")], exception.Frames[0].Source);
        Assert.All(exception.Frames, frame => Assert.False(frame.InApp));
    }

    [Fact]
    public void Read_HalfASurrogatePair_IsReplaced() =>
        Assert.Equal("a\uFFFDb", Assert.Single(EventExceptions.Read("""{"exception": [{"value": "a\ud800b"}]}""")).Value);

    [Fact]
    public void Read_VeryMuch_IsBounded()
    {
        var frames = string.Join(',', Enumerable.Range(0, 5000).Select(number => $$"""{"function": "f{{number}}"}"""));
        var value = $$$"""{"type": "{{{new string('x', 100_000)}}}", "stacktrace": {"frames": [{{{frames}}}]}}""";

        var exceptions = EventExceptions.Read($$$"""{"exception": {"values": [{{{string.Join(',', Enumerable.Repeat(value, 30))}}}]}}""");

        Assert.Equal(20, exceptions.Count);
        Assert.Equal(2001, exceptions[0].Type!.Length);
        Assert.Equal((250, "f4999"), (exceptions[0].Frames.Count, exceptions[0].Frames[0].Function));
    }
}
