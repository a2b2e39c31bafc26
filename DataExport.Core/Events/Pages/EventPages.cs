namespace DataExport.Core.Events.Pages;

/// <summary>
/// Reads events by their ids straight out of the pages of their table, without SQLite's interpreter, which takes several times as long a
/// row as all that is done here. What it cannot vouch for it does not give: then SQLite has to be asked.
/// </summary>
/// <remarks>
/// SQLite Database File Format, §1.6 (B-tree pages) and §2 (schema layer): https://www.sqlite.org/fileformat2.html. A page can be
/// garbage while a checkpoint writes, which is known only afterwards; so nothing in it is believed, each step is bounded, and whatever
/// does not fit ends it.
/// </remarks>
internal sealed class EventPages
{
    private readonly SettledFile _file;
    private readonly TableShape _shape;
    private readonly RecordReader _records;

    /// <summary>Reads these columns.</summary>
    /// <param name="file">The file.</param>
    /// <param name="shape">How it is laid out.</param>
    /// <param name="columns">For each column its name, or several, of which the first that is set counts.</param>
    public EventPages(SettledFile file, TableShape shape, IReadOnlyList<IReadOnlyList<string>> columns)
    {
        _file = file;
        _shape = shape;
        _records = new RecordReader(file, shape, columns);
    }

    /// <summary>Room for rows.</summary>
    public StoredRows CreateRows() => new(_records.ValuesInRow);

    /// <summary>Reads events; false when it cannot vouch for all of them.</summary>
    /// <param name="ids">Their ids, ascending.</param>
    /// <param name="places">The row that each is put into.</param>
    /// <param name="rows">Where their values are put.</param>
    public bool TryRead(ReadOnlySpan<long> ids, ReadOnlySpan<int> places, StoredRows rows)
    {
        if (ids.IsEmpty || _file.Begin() is not { } begin || ids[^1] > _file.SettledId)
        {
            return false;
        }

        rows.Clear(ids.Length);
        var wanted = new Wanted(ids, places, rows);
        return PageRun.TryRead(_file, _shape, _shape.RootPage, 1, rows.Buffer, out var root)
            && TryVisit(root, _shape.RootPage, 0, long.MaxValue, ref wanted) && wanted.IsDone && _file.IsUnchangedSince(begin);
    }

    /// <summary>Reads what is wanted up to an id out of a page, or out of those below it.</summary>
    /// <param name="run">The pages that were read with it.</param>
    /// <param name="number">Its number.</param>
    /// <param name="level">How many pages are above it.</param>
    /// <param name="lastId">The last id that can be in it.</param>
    /// <param name="wanted">What is wanted.</param>
    private bool TryVisit(in PageRun run, long number, int level, long lastId, ref Wanted wanted)
    {
        var page = new TreePage(run.Page(number, wanted.Rows.Buffer));
        return page.IsOfTable && level < TreePage.MostLevels
            && (page.IsInterior ? TryReadInterior(page, level, lastId, ref wanted) : TryReadLeaf(page, run, number, lastId, ref wanted));
    }

    private bool TryReadInterior(TreePage page, int level, long lastId, ref Wanted wanted)
    {
        var cells = new TableCells(page);
        var run = default(PageRun);
        for (var cell = 0; !wanted.IsDone && wanted.Id <= lastId;)
        {
            if (!cells.TryFindChild(wanted.Id, ref cell, out var lastBelow))
            {
                return false;
            }

            var number = page.Child(cell);
            if (!run.Holds(number)
                && !PageRun.TryRead(_file, _shape, number, CountNear(page, cell, lastBelow, lastId, wanted), wanted.Rows.Buffer, out run))
            {
                return false;
            }

            var left = wanted.Left;
            if (!TryVisit(run, number, level + 1, Math.Min(lastBelow, lastId), ref wanted) || wanted.Left == left)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How many pages to read at once, from that of a cell on: up to the last that is wanted of those that lie close behind one another.</summary>
    private static int CountNear(TreePage page, int cell, long lastBelow, long lastId, in Wanted wanted)
    {
        var cells = new TableCells(page);
        var first = page.Child(cell);
        var last = first;
        foreach (var id in wanted.Ahead)
        {
            if (id <= lastBelow)
            {
                continue;
            }

            if (id > lastId || !cells.TryFindChild(id, ref cell, out lastBelow))
            {
                break;
            }

            var number = page.Child(cell);
            if (number <= last || number > last + PageRun.MostBetween + 1 || number >= first + PageRun.MostPages)
            {
                break;
            }

            last = number;
        }

        return (int)(last - first) + 1;
    }

    private bool TryReadLeaf(TreePage page, in PageRun run, long number, long lastId, ref Wanted wanted)
    {
        var cells = new TableCells(page);
        for (var cell = 0; !wanted.IsDone && wanted.Id <= lastId; wanted.Next())
        {
            if (!cells.TryFindRecord(wanted.Id, ref cell, out var at, out var length)
                || !_records.TryRead(run, number, at, length, wanted.Rows.Buffer, wanted.Row))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What is to be read, and how far that has come.</summary>
    private ref struct Wanted(ReadOnlySpan<long> ids, ReadOnlySpan<int> places, StoredRows rows)
    {
        private readonly ReadOnlySpan<long> _ids = ids;
        private readonly ReadOnlySpan<int> _places = places;
        private int _next;

        public StoredRows Rows { get; } = rows;

        public readonly bool IsDone => _next == _ids.Length;

        public readonly int Left => _ids.Length - _next;

        public readonly long Id => _ids[_next];

        public readonly ReadOnlySpan<long> Ahead => _ids[(_next + 1)..];

        public readonly Span<StoredValue> Row => Rows.Row(_places[_next]);

        public void Next() => _next++;
    }
}
