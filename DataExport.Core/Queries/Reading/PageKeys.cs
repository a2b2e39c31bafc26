using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events.Pages;
using DataExport.Core.Queries.Compilation;

namespace DataExport.Core.Queries.Reading;

/// <summary>The keys of all events of some projects in a period, merged in their order, out of the pages of the index by time.</summary>
internal sealed class PageKeys : IDisposable
{
    private const int KeysAtOnce = 2000;

    private readonly KeyPages _pages;
    private readonly RemovedEvents _removed;
    private readonly DiscoverPlan _plan;
    private readonly ProjectKeys[] _projects;
    private EventKey _from;

    /// <summary>Goes on after a key.</summary>
    public PageKeys(SqliteConnectionHandle connection, DiscoverPlan plan, KeyPages pages, RowKey after)
    {
        _pages = pages;
        _plan = plan;
        _removed = new RemovedEvents(connection);
        _projects = [.. plan.Projects.Select(project => new ProjectKeys(project))];
        GoAfter(after);
    }

    /// <summary>Forgets what was read ahead, and goes on after a key.</summary>
    public void GoAfter(RowKey key)
    {
        // At the edge of the period where that is still to come: no event has the least or the greatest id.
        var edge = _plan.Times.Beyond(key.Timestamp, _plan.Ascending);
        _from = edge == key.Timestamp ? new EventKey(key.Timestamp, key.Id) : new EventKey(edge, _plan.Ascending ? long.MaxValue : long.MinValue);
        foreach (var project in _projects)
        {
            project.Clear();
        }
    }

    /// <summary>Adds the next keys to a list, fewer only at the end; false when it cannot vouch for them, and then <see cref="GoAfter"/> has to say where to go on.</summary>
    public bool TryRead(List<RowKey> keys, int count)
    {
        var removals = _removed.Fingerprint();
        while (keys.Count < count)
        {
            ProjectKeys? first = null;
            foreach (var project in _projects)
            {
                if (project.IsEmpty && !TryFill(project, removals))
                {
                    return false;
                }

                if (!project.IsEmpty && (first is null || project.Next.CompareTo(first.Next) < 0 == _plan.Ascending))
                {
                    first = project;
                }
            }

            if (first is null)
            {
                return true;
            }

            var key = first.Take();
            keys.Add(new RowKey(key.Timestamp, key.Id));
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _removed.Dispose();

    private bool TryFill(ProjectKeys project, long removals)
    {
        if (project.IsAtEnd)
        {
            return true;
        }

        var last = _plan.Ascending
            ? new EventKey(_plan.Times.UpTo(long.MaxValue, ascending: true), long.MaxValue)
            : new EventKey(_plan.Times.UpTo(long.MinValue, ascending: false), long.MinValue);
        return project.TryFill(_pages, new KeyRange(project.ProjectId, project.Last ?? _from, last, KeysAtOnce, _plan.Ascending), _plan.CutOff, removals);
    }

    /// <summary>Keys of one project that were read ahead.</summary>
    private sealed class ProjectKeys(int projectId)
    {
        private readonly List<EventKey> _keys = [];
        private int _next;

        public int ProjectId { get; } = projectId;

        public bool IsEmpty => _next == _keys.Count;

        public bool IsAtEnd { get; private set; }

        public EventKey Next => _keys[_next];

        public EventKey? Last => _keys.Count > 0 ? _keys[^1] : null;

        public EventKey Take() => _keys[_next++];

        public void Clear()
        {
            _keys.Clear();
            (_next, IsAtEnd) = (0, false);
        }

        public bool TryFill(KeyPages pages, KeyRange range, long cutOff, long removals)
        {
            _keys.Clear();
            _next = 0;
            var isFilled = pages.TryRead(range, cutOff, removals, _keys);
            IsAtEnd = isFilled && _keys.Count < range.Most;
            return isFilled;
        }
    }
}
