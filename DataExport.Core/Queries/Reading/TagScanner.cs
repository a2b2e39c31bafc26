using System.Text;
using System.Text.Json;

namespace DataExport.Core.Queries.Reading;

/// <summary>Picks the values of some keys out of the JSON of an event's tags, in one pass a row, without building a document.</summary>
internal sealed class TagScanner
{
    private readonly List<byte[]> _keys = [];
    private readonly List<(int Start, int Length, bool Escaped)> _found = [];
    private byte[] _unescaped = new byte[256];
    private bool _scanned;

    /// <summary>Adds a key to pick, once; returns its slot.</summary>
    public int Add(string key)
    {
        var utf8 = Encoding.UTF8.GetBytes(key);
        var known = _keys.FindIndex(other => other.AsSpan().SequenceEqual(utf8));
        if (known >= 0)
        {
            return known;
        }

        _keys.Add(utf8);
        _found.Add(default);
        return _keys.Count - 1;
    }

    /// <summary>Has to be called when the row changes.</summary>
    public void NextRow() => _scanned = false;

    /// <summary>The value of a slot's key in the tags of the current row.</summary>
    /// <param name="json">The row's tags, an object of texts; empty when it has none.</param>
    /// <param name="slot">What <see cref="Add"/> returned.</param>
    public Cell Read(ReadOnlySpan<byte> json, int slot)
    {
        if (!_scanned)
        {
            Scan(json);
            _scanned = true;
        }

        var (start, length, escaped) = _found[slot];
        return start == 0 ? default : new Cell(CellKind.Text, escaped ? Unescape(json.Slice(start - 1, length + 2)) : json.Slice(start, length));
    }

    private void Scan(ReadOnlySpan<byte> json)
    {
        for (var slot = 0; slot < _found.Count; slot++)
        {
            _found[slot] = default;
        }

        if (json.IsEmpty)
        {
            return;
        }

        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var slot = FindSlot(ref reader);
            reader.Read();
            if (slot >= 0)
            {
                // A value never starts at 0, which therefore stands for "not there". The + 1 passes over its quote.
                _found[slot] = ((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, reader.ValueIsEscaped);
            }
        }
    }

    private int FindSlot(ref Utf8JsonReader reader)
    {
        for (var slot = 0; slot < _keys.Count; slot++)
        {
            if (reader.ValueTextEquals(_keys[slot]))
            {
                return slot;
            }
        }

        return -1;
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> quoted)
    {
        if (_unescaped.Length < quoted.Length)
        {
            _unescaped = new byte[quoted.Length * 2];
        }

        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return _unescaped.AsSpan(0, reader.CopyString(_unescaped));
    }
}
