using System.Text;
using DataExport.Core.Exports.Formats;

namespace DataExport.Tests.Core.Exports;

/// <summary>Which cells a spreadsheet would run, and which are left alone (EXPORTS, CSV).</summary>
public sealed class FormulaGuardTests
{
    private readonly FormulaGuard _guard = new();

    [Theory]
    [InlineData("=1+1")]
    [InlineData("=")]
    [InlineData("+SUM(A1)")]
    [InlineData("+")]
    [InlineData("-")]
    [InlineData("-A1")]
    [InlineData("--1")]
    [InlineData("-1-1")]
    [InlineData("+1 555 0100")]
    [InlineData("-1e")]
    [InlineData("-1.2.3")]
    [InlineData("-.")]
    [InlineData("-1,5")]
    [InlineData("-0x1F")]
    [InlineData("-1 ")]
    [InlineData("-∞")]
    [InlineData("-１")]
    [InlineData("@SUM(A1)")]
    [InlineData("@")]
    [InlineData("＝1")]
    [InlineData("＋1")]
    [InlineData("－1")]
    [InlineData("＠a")]
    [InlineData(" =1")]
    [InlineData(" -1")]
    [InlineData("\u00a0=1")]
    [InlineData("\u3000=1")]
    [InlineData("\n=1")]
    [InlineData("\v=1")]
    [InlineData("\0=1")]
    [InlineData("\u0001 \u0085=1")]
    [InlineData("\uFEFF=1")]
    [InlineData("\tx")]
    [InlineData("\rx")]
    [InlineData("\t")]
    [InlineData("'")]
    [InlineData("'=1")]
    [InlineData("'plain")]
    public void Neutralise_Dangerous_GetsOneQuoteInFront(string cell)
    {
        Assert.Equal("'" + cell, Guard(cell));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("plain")]
    [InlineData("a=1")]
    [InlineData("a\t=1")]
    [InlineData("-10")]
    [InlineData("+10")]
    [InlineData("-10.5")]
    [InlineData("-.5")]
    [InlineData("-5.")]
    [InlineData("-1e5")]
    [InlineData("-1.5E-10")]
    [InlineData("+1e+5")]
    [InlineData("-12345678901234567890")]
    [InlineData("\"=1\"")]
    [InlineData("\n")]
    [InlineData("\nx")]
    [InlineData(" 'x")]
    [InlineData("😀=1")]
    [InlineData("2026-11-21")]
    public void Neutralise_Harmless_Stays(string cell)
    {
        Assert.Equal(cell, Guard(cell));
    }

    [Fact]
    public void Neutralise_TakenBack_GivesEveryCellAsItWas()
    {
        string[] pieces = ["=", "+", "-", "@", "'", "\t", "\r", "\n", " ", "1", ".", "e", "a", "＝", "é", "😀", "\0"];
        var random = new Random(11);
        for (var round = 0; round < 20_000; round++)
        {
            var cell = string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => pieces[random.Next(pieces.Length)]));
            var safe = Guard(cell);
            Assert.Equal(cell, safe.StartsWith('\'') ? safe[1..] : safe);
        }
    }

    [Fact]
    public void Neutralise_LongCells_FitTheBuffer()
    {
        foreach (var length in new[] { 254, 255, 256, 257, 100_000 })
        {
            Assert.Equal("'=" + new string('a', length), Guard("=" + new string('a', length)));
        }
    }

    private string Guard(string cell) => Encoding.UTF8.GetString(_guard.Neutralise(Encoding.UTF8.GetBytes(cell)));
}
