namespace DataExport.Core.Events.Pages;

/// <summary>
/// Reads keys of events straight out of the pages of the index by time, as <see cref="EventPages"/> reads the events themselves, and with
/// the same distrust. An index has keys in its inner pages, too, between what is below them (SQLite Database File Format, §1.6).
/// </summary>
internal sealed class KeyPages(SettledFile file, TableShape shape)
{
    private const int MostPassedOver = 100_000;

    private readonly byte[][] _levels = new byte[TreePage.MostLevels][];

    /// <summary>Adds the keys of a range to a list; false, and nothing added, when it cannot vouch for them.</summary>
    /// <param name="range">Which.</param>
    /// <param name="cutOff">The last id that counts.</param>
    /// <param name="removals">The <see cref="RemovedEvents.Fingerprint"/> as the caller sees the database: the file has to have the same.</param>
    /// <param name="keys">The list.</param>
    public bool TryRead(KeyRange range, long cutOff, long removals, List<EventKey> keys)
    {
        if (file.Begin() is not { } begin || !file.Holds(cutOff, removals))
        {
            return false;
        }

        var before = keys.Count;
        var walk = new Walk(range, cutOff, keys);
        if (TryVisit(shape.TimeIndexRoot, 0, ref walk) && !walk.IsTooLong && file.IsUnchangedSince(begin))
        {
            return true;
        }

        keys.RemoveRange(before, keys.Count - before);
        return false;
    }

    private bool TryVisit(long number, int level, ref Walk walk)
    {
        if (level == TreePage.MostLevels)
        {
            return false;
        }

        var bytes = _levels[level] ??= new byte[shape.PageBytes];
        if (!file.TryReadPage(number, bytes))
        {
            return false;
        }

        var page = new TreePage(bytes);
        return page.IsOfIndex && TryFindStart(page, walk, out var at) && (walk.Ascending ? TryAscend(page, at, level, ref walk) : TryDescend(page, at, level, ref walk));
    }

    /// <summary>How many keys of a page come before those that are wanted, in the order of the index.</summary>
    private static bool TryFindStart(TreePage page, in Walk walk, out int at)
    {
        var cells = new IndexCells(page);
        var (low, high) = (0, page.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (!cells.TryRead(middle, out var project, out var key))
            {
                at = 0;
                return false;
            }

            (low, high) = walk.IsBefore(project, key) ? (middle + 1, high) : (low, middle);
        }

        at = low;
        return true;
    }

    private bool TryAscend(TreePage page, int at, int level, ref Walk walk)
    {
        for (; !walk.IsDone; at++)
        {
            if (page.IsInterior && !TryVisit(page.Child(at), level + 1, ref walk))
            {
                return false;
            }

            if (at == page.Count)
            {
                return true;
            }

            if (!TryTake(page, at, ref walk))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryDescend(TreePage page, int at, int level, ref Walk walk)
    {
        while (!walk.IsDone)
        {
            if (page.IsInterior && !TryVisit(page.Child(at), level + 1, ref walk))
            {
                return false;
            }

            if (at-- == 0)
            {
                return true;
            }

            if (!TryTake(page, at, ref walk))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryTake(TreePage page, int at, ref Walk walk)
    {
        if (!new IndexCells(page).TryRead(at, out var project, out var key))
        {
            return false;
        }

        if (!walk.IsDone)
        {
            walk.Take(project, key);
        }

        return true;
    }

    /// <summary>Where a walk has come to.</summary>
    private ref struct Walk(KeyRange range, long cutOff, List<EventKey> keys)
    {
        private readonly int _full = keys.Count + range.Most;

        private int _passedOver;

        public bool IsDone { get; private set; }

        /// <summary>Whether it gave up among events beyond the cut-off: SQLite can be interrupted there.</summary>
        public readonly bool IsTooLong => _passedOver > MostPassedOver;

        public bool Ascending { get; } = range.Ascending;

        /// <summary>Whether a key comes before all that are wanted when the walk ascends, or before some or all when it descends.</summary>
        public readonly bool IsBefore(long project, EventKey key)
        {
            var order = project.CompareTo(range.ProjectId);
            order = order != 0 ? order : key.CompareTo(range.After);
            return Ascending ? order <= 0 : order < 0;
        }

        public void Take(long project, EventKey key)
        {
            if (project != range.ProjectId || key.CompareTo(range.UpTo) is var beyond && (Ascending ? beyond > 0 : beyond < 0))
            {
                IsDone = true;
                return;
            }

            if (key.Id <= cutOff)
            {
                keys.Add(key);
                IsDone = keys.Count == _full;
            }
            else
            {
                _passedOver++;
                IsDone = IsTooLong;
            }
        }
    }
}
