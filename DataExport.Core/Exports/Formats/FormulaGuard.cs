using System.Text;

namespace DataExport.Core.Exports.Formats;

/// <summary>
/// Neutralises cells that a spreadsheet would run as formulas, by a leading <c>'</c>; plain numbers such as <c>-10</c> stay.
/// A cell that already starts with <c>'</c> gets another, so that taking one away from each such cell undoes the change.
/// </summary>
internal sealed class FormulaGuard
{
    private const byte Quote = (byte)'\'';
    private byte[] _buffer = new byte[256];

    /// <summary>The cell as it is safe to write; valid until the next call.</summary>
    public ReadOnlySpan<byte> Neutralise(ReadOnlySpan<byte> cell)
    {
        if (!IsDangerous(cell))
        {
            return cell;
        }

        if (_buffer.Length <= cell.Length)
        {
            _buffer = new byte[cell.Length * 2];
        }

        _buffer[0] = Quote;
        cell.CopyTo(_buffer.AsSpan(1));
        return _buffer.AsSpan(0, cell.Length + 1);
    }

    private static bool IsDangerous(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty)
        {
            return false;
        }

        if (cell[0] is Quote or (byte)'\t' or (byte)'\r')
        {
            return true;
        }

        // Spreadsheets pass over white space and control characters before they look for a formula.
        var rest = cell;
        while (Rune.DecodeFromUtf8(rest, out var rune, out var length) == System.Buffers.OperationStatus.Done)
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || rune.Value is 0xFEFF or 0x200B)
            {
                rest = rest[length..];
                continue;
            }

            return rune.Value is '=' or '+' or '-' or '@' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20' && !IsPlainNumber(cell);
        }

        return false;
    }

    /// <summary>An optional sign, digits with at most one point among them, and an optional exponent.</summary>
    private static bool IsPlainNumber(ReadOnlySpan<byte> cell)
    {
        var rest = cell[0] is (byte)'-' or (byte)'+' ? cell[1..] : cell;
        var whole = TakeDigits(ref rest);
        var fraction = 0;
        if (rest is [(byte)'.', ..])
        {
            rest = rest[1..];
            fraction = TakeDigits(ref rest);
        }

        if (whole + fraction == 0)
        {
            return false;
        }

        if (rest is [(byte)'e' or (byte)'E', ..])
        {
            rest = rest[1..];
            rest = rest is [(byte)'-' or (byte)'+', ..] ? rest[1..] : rest;
            return TakeDigits(ref rest) > 0 && rest.IsEmpty;
        }

        return rest.IsEmpty;
    }

    private static int TakeDigits(ref ReadOnlySpan<byte> rest)
    {
        var count = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        count = count < 0 ? rest.Length : count;
        rest = rest[count..];
        return count;
    }
}
