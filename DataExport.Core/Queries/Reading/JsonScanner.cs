using System.Text;
using System.Text.Json;
using DataExport.Core.Events;
using DataExport.Core.Queries.Columns;

namespace DataExport.Core.Queries.Reading;

/// <summary>
/// Picks the values of some columns out of an event's contexts and extra data, and tags that <see cref="StoredTags"/> cannot find: each of
/// these is read through once a row at the most, however many of its values are asked for, and without building a document.
/// </summary>
internal sealed class JsonScanner
{
    private readonly Dictionary<string, Source> _sources = new(StringComparer.Ordinal);
    private readonly List<Source> _all = [];
    private readonly List<(Source Source, Member Member)> _slots = [];
    private readonly EventJson _json = new();

    /// <summary>Adds a column that is stored as JSON; returns its slot.</summary>
    public int Add(Column column)
    {
        if (!_sources.TryGetValue(column.Sql, out var source))
        {
            _sources[column.Sql] = source = new Source();
            _all.Add(source);
        }

        _slots.Add((source, column.Path.Aggregate(source.Root, (member, name) => member.Add(Encoding.UTF8.GetBytes(name)))));
        return _slots.Count - 1;
    }

    /// <summary>Has to be called when the row changes.</summary>
    public void NextRow()
    {
        foreach (var source in _all)
        {
            source.IsScanned = false;
        }
    }

    /// <summary>The value of a slot's column in the current row.</summary>
    /// <param name="json">The row's contexts, extra data or tags, whichever the column belongs to; empty when it has none.</param>
    /// <param name="slot">What <see cref="Add"/> returned.</param>
    public Cell Read(ReadOnlySpan<byte> json, int slot)
    {
        var (source, member) = _slots[slot];
        if (!source.IsScanned)
        {
            source.Root.Forget();
            source.Root.Scan(json, 0);
            source.IsScanned = true;
        }

        var value = json.Slice(member.Start, member.Length);
        var text = _json.Text(value);
        return text.IsEmpty ? default : new Cell(KindOf(value[0]), text);
    }

    private static CellKind KindOf(byte first) => first switch
    {
        (byte)'"' or (byte)'{' or (byte)'[' => CellKind.Text,
        (byte)'t' or (byte)'f' => CellKind.Boolean,
        _ => CellKind.Number,
    };

    /// <summary>One of the JSON columns of the store.</summary>
    private sealed class Source
    {
        public Member Root { get; } = new([]);

        public bool IsScanned { get; set; }
    }

    /// <summary>A member that is wanted, or has wanted ones within, and where its value stands in the row's JSON.</summary>
    private sealed class Member(byte[] name)
    {
        private readonly byte[] _name = name;
        private Member[] _members = [];

        public int Start { get; private set; }

        public int Length { get; private set; }

        public Member Add(byte[] name)
        {
            var known = Array.Find(_members, member => member._name.AsSpan().SequenceEqual(name));
            if (known is null)
            {
                known = new Member(name);
                _members = [.. _members, known];
            }

            return known;
        }

        public void Forget()
        {
            (Start, Length) = (0, 0);
            foreach (var member in _members)
            {
                member.Forget();
            }
        }

        public void Scan(ReadOnlySpan<byte> json, int start)
        {
            if (_members.Length == 0 || json is not [(byte)'{', ..])
            {
                return;
            }

            var members = new JsonMembers(json);
            while (members.Next())
            {
                if (Find(members) is { } member)
                {
                    // Of two with the same name the last counts, with all that is in it.
                    member.Forget();
                    (member.Start, member.Length) = (start + members.ValueStart, members.Value.Length);
                    member.Scan(members.Value, member.Start);
                }
            }
        }

        private Member? Find(in JsonMembers found)
        {
            foreach (var member in _members)
            {
                if (found.IsNameEscaped ? IsEscaped(found.Name, member._name) : found.Name.SequenceEqual(member._name))
                {
                    return member;
                }
            }

            return null;
        }

        private static bool IsEscaped(ReadOnlySpan<byte> name, ReadOnlySpan<byte> wanted)
        {
            var reader = new Utf8JsonReader([(byte)'"', .. name, (byte)'"']);
            return reader.Read() && reader.ValueTextEquals(wanted);
        }
    }
}
