using System.Text;
using System.Text.Json;
using DataExport.Core.Queries.Reading;

namespace DataExport.Tests.Core.Queries;

/// <summary>The members of an object, as System.Text.Json finds them.</summary>
public sealed class JsonMembersTests
{
    [Fact]
    public void Next_GeneratedObjects_GivesTheSameMembersAsTheLibrary()
    {
        var random = new Random(21);
        for (var round = 0; round < 5000; round++)
        {
            var json = Encoding.UTF8.GetBytes(AnyObject(random, 3));
            using var document = JsonDocument.Parse(json);
            var expected = document.RootElement.EnumerateObject().Select(member => (member.Name, member.Value.GetRawText()));

            Assert.Equal(expected, Members(json));
        }
    }

    [Fact]
    public void Next_ObjectThatBreaksOff_Throws()
    {
        var json = """{"a" : "x\"\\", "b":[1,{"c":"]}"}] , "d":{"e":null},"f":-1.5e3}"""u8.ToArray();
        Assert.Equal(4, Members(json).Count);
        for (var length = 1; length < json.Length; length++)
        {
            Assert.Throws<JsonException>(() => Members(json[..length]));
        }
    }

    [Theory]
    [InlineData("{broken")]
    [InlineData("{\"a\" 1}")]
    [InlineData("{\"a\":}")]
    public void Next_NoJson_Throws(string json) => Assert.Throws<JsonException>(() => Members(Encoding.UTF8.GetBytes(json)));

    private static List<(string Name, string Value)> Members(byte[] json)
    {
        var found = new List<(string Name, string Value)>();
        var members = new JsonMembers(json);
        while (members.Next())
        {
            Assert.Equal(members.Value, json.AsSpan(members.ValueStart, members.Value.Length));
            found.Add((JsonSerializer.Deserialize<string>("\"" + Encoding.UTF8.GetString(members.Name) + "\"")!, Encoding.UTF8.GetString(members.Value)));
        }

        return found;
    }

    private static string AnyObject(Random random, int depth) =>
        $"{{{Space(random)}{string.Join(",", Enumerable.Range(0, random.Next(5)).Select(_ => $"{Space(random)}{AnyText(random)}{Space(random)}:{Space(random)}{AnyValue(random, depth - 1)}{Space(random)}"))}}}";

    private static string AnyValue(Random random, int depth) => random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => "null",
        1 => random.Next(2) == 0 ? "true" : "false",
        2 => random.Next(-9, 9) + (random.Next(2) == 0 ? "" : ".50e-3"),
        3 or 4 => AnyText(random),
        5 => $"[{string.Join($"{Space(random)},", Enumerable.Range(0, random.Next(4)).Select(_ => AnyValue(random, depth - 1)))}{Space(random)}]",
        _ => AnyObject(random, depth),
    };

    private static string AnyText(Random random)
    {
        string[] parts = ["a", "key", "\\\"", "\\\\", "\\u0041", "\\n", "{", "}", "[", "]", ",", ":", "é", "😀", " "];
        return $"\"{string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => parts[random.Next(parts.Length)]))}\"";
    }

    private static string Space(Random random) => random.Next(4) == 0 ? " \n\t\r"[..random.Next(1, 5)] : "";
}
