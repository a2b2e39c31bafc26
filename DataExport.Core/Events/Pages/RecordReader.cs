using System.Buffers.Binary;

namespace DataExport.Core.Events.Pages;

/// <summary>Finds the values of some columns in records (SQLite Database File Format, §2.1), also where a record goes on on other pages (§1.6).</summary>
internal sealed class RecordReader
{
    private const int Unwanted = -1;

    private readonly SettledFile _file;
    private readonly int _pageBytes;

    // For each place in a record the value of the row that it is, up to the last that is wanted.
    private readonly int[] _wanted;
    private readonly (int Column, int[] Values)[] _choices;
    private readonly byte[] _overflow;

    /// <summary>Reads these columns.</summary>
    /// <param name="file">The file.</param>
    /// <param name="shape">How it is laid out.</param>
    /// <param name="columns">For each column its name, or several, of which the first that is set counts.</param>
    public RecordReader(SettledFile file, TableShape shape, IReadOnlyList<IReadOnlyList<string>> columns)
    {
        _file = file;
        _pageBytes = shape.PageBytes;
        _overflow = new byte[_pageBytes];
        var places = columns.Select(names => names.Select(name => shape.Places[name]).ToArray()).ToList();
        _wanted = [.. Enumerable.Repeat(Unwanted, 1 + places.SelectMany(of => of).DefaultIfEmpty(-1).Max())];
        ValuesInRow = columns.Count;
        for (var column = 0; column < columns.Count; column++)
        {
            if (places[column] is [var place])
            {
                _wanted[place] = column;
            }
        }

        // What a column is chosen of goes behind the columns, unless it is one itself.
        _choices = [.. places.Select((of, column) => (column, Values: of)).Where(choice => choice.Values.Length > 1)
            .Select(choice => (choice.column, choice.Values.Select(Want).ToArray()))];
    }

    /// <summary>How many values a row has: one a column, and those that columns are chosen of.</summary>
    public int ValuesInRow { get; private set; }

    /// <summary>Fills in a row; false when the record is damaged or too long.</summary>
    /// <param name="run">The pages that were read with the leaf.</param>
    /// <param name="number">The number of the leaf.</param>
    /// <param name="at">Where the record is in it.</param>
    /// <param name="length">Length of the record.</param>
    /// <param name="buffer">What the pages were read into.</param>
    /// <param name="row">The row to fill in.</param>
    public bool TryRead(in PageRun run, long number, int at, long length, PageBuffer buffer, Span<StoredValue> row)
    {
        var page = run.Page(number, buffer);
        var local = LocalBytes(length);
        if (length < 0 || at + local > page.Length)
        {
            return false;
        }

        var start = run.StartOf(number) + at;
        if (!TryReadHeader(page.Slice(at, local), start, row, out var needed) || needed > length)
        {
            return false;
        }

        if (needed > local && !TryMove(page[at..], local, (int)needed, start, run, buffer, row))
        {
            return false;
        }

        foreach (var (column, values) in _choices)
        {
            row[column] = FirstSet(row, values);
        }

        return true;
    }

    /// <summary>Reads the header as far as it is needed, and fills in where the values are.</summary>
    /// <param name="record">The record, as much of it as is on its leaf.</param>
    /// <param name="start">Where the record is in the buffer.</param>
    /// <param name="row">The row to fill in.</param>
    /// <param name="needed">How much of the record the values take.</param>
    private bool TryReadHeader(ReadOnlySpan<byte> record, int start, Span<StoredValue> row, out long needed)
    {
        var at = 0;
        needed = 0;
        if (!RecordFormat.TryReadVarint(record, ref at, out var headerBytes) || headerBytes < at || headerBytes > record.Length)
        {
            return false;
        }

        var header = record[..(int)headerBytes];
        var lengths = RecordFormat.ShortLengths;
        var end = start + headerBytes;
        foreach (var value in _wanted)
        {
            // Columns that were added to the table later are not in earlier records, and NULL.
            uint serialType = RecordFormat.Null;
            var length = 0;
            if ((uint)at < (uint)header.Length)
            {
                serialType = header[at];
                if (serialType < (uint)lengths.Length)
                {
                    at++;
                    length = lengths[(int)serialType];
                }
                else if (!TryReadLongType(header, ref at, out serialType, out length))
                {
                    return false;
                }
            }

            if ((uint)value < (uint)row.Length)
            {
                row[value] = new StoredValue(serialType, (int)end, length);
            }

            end += length;
        }

        if (end > int.MaxValue)
        {
            return false;
        }

        needed = end - start;
        return true;
    }

    private static bool TryReadLongType(ReadOnlySpan<byte> header, ref int at, out uint serialType, out int length)
    {
        var isRead = RecordFormat.TryReadVarint(header, ref at, out var type) && type is >= 0 and <= int.MaxValue;
        serialType = isRead ? (uint)type : RecordFormat.Null;
        length = RecordFormat.Length(serialType);
        return isRead;
    }

    /// <summary>How much of a record is on its leaf, by the rule of §1.6 for tables.</summary>
    private int LocalBytes(long length)
    {
        if (length <= _pageBytes - 35)
        {
            return (int)Math.Max(0, length);
        }

        var least = ((_pageBytes - 12) * 32 / 255) - 23;
        var most = least + (int)((length - least) % (_pageBytes - 4));
        return most <= _pageBytes - 35 ? most : least;
    }

    /// <summary>
    /// Puts the first bytes of a record together in the buffer: those on the leaf, behind which is the number of the first further page,
    /// and those there.
    /// </summary>
    private bool TryMove(ReadOnlySpan<byte> record, int local, int needed, int start, in PageRun run, PageBuffer buffer, Span<StoredValue> row)
    {
        var moved = buffer.Length - start;
        var left = buffer.Take(needed);
        if (left.IsEmpty || record.Length < local + 4)
        {
            return false;
        }

        record[..local].CopyTo(left);
        left = left[local..];
        for (var next = record[local..]; !left.IsEmpty;)
        {
            if (!TryReadFurther(BinaryPrimitives.ReadUInt32BigEndian(next), run, buffer, out next))
            {
                return false;
            }

            var bytes = Math.Min(left.Length, _pageBytes - 4);
            next.Slice(4, bytes).CopyTo(left);
            left = left[bytes..];
        }

        foreach (ref var value in row)
        {
            value = value with { Start = value.Start + moved };
        }

        return true;
    }

    /// <summary>Reads a further page of a record, which mostly lies behind its leaf and was read with it.</summary>
    private bool TryReadFurther(long number, scoped in PageRun run, PageBuffer buffer, out ReadOnlySpan<byte> page)
    {
        var isInRun = run.Holds(number);
        page = isInRun ? run.Page(number, buffer) : _overflow;
        return isInRun || _file.TryReadPage(number, _overflow);
    }

    private static StoredValue FirstSet(ReadOnlySpan<StoredValue> row, int[] values)
    {
        foreach (var value in values)
        {
            if (!row[value].IsNull)
            {
                return row[value];
            }
        }

        return default;
    }

    private int Want(int place)
    {
        if (_wanted[place] == Unwanted)
        {
            _wanted[place] = ValuesInRow++;
        }

        return _wanted[place];
    }
}
