using System.Threading.Channels;
using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events.Ingesting;
using DataExport.Core.Events.Pages;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SQLitePCL;

namespace DataExport.Core.Events;

/// <summary>
/// The single writer of <c>events.db</c>. Work waits in a bounded queue, is committed in groups, and is answered only once it
/// is on disk; so event ids rise in the order of commits, and an answered event survives a kill.
/// </summary>
public sealed partial class EventWriter : IAsyncDisposable
{
    private const int QueuedWorks = 4096;
    private const int EventsInGroup = 1000;
    private readonly Channel<Work> _works = Channel.CreateBounded<Work>(new BoundedChannelOptions(QueuedWorks) { SingleReader = true });
    private readonly SqliteConnectionHandle _connection;
    private readonly EventSession _session;
    private readonly TagRollUp _tagRollUp;
    private readonly EventCheckpoints _checkpoints;
    private readonly SettledFile _settled;
    private readonly ILogger<EventWriter> _logger;
    private readonly EventChanges? _changes;
    private readonly bool _tagCounts;
    private readonly Task _loop;
    private long _lastCommittedId;
    private bool _settle;
    private bool _isUnsettled = true;

    /// <summary>Opens the database and starts writing.</summary>
    /// <param name="database">Where.</param>
    /// <param name="logger">Told of roll-ups that fail.</param>
    /// <param name="settings">Whether tags are counted; they are unless it says otherwise.</param>
    /// <param name="changes">Told of what is written.</param>
    public EventWriter(EventDatabase database, ILogger<EventWriter> logger, IOptions<IngestSettings>? settings = null, EventChanges? changes = null)
    {
        _changes = changes;
        _logger = logger;
        _tagCounts = settings?.Value.TagCounts ?? true;
        _connection = database.OpenWriter();
        _session = new EventSession(_connection);
        _tagRollUp = new TagRollUp(_connection);
        _settled = database.Settled;
        _checkpoints = new EventCheckpoints(_connection, _settled);
        _lastCommittedId = _session.LastId();
        _loop = Task.Run(RunLoopAsync);
    }

    /// <summary>The id of the last event that is on disk; every event up to it can be read.</summary>
    public long LastCommittedId => Volatile.Read(ref _lastCommittedId);

    /// <summary>
    /// Runs the work in a transaction, alone, and completes once it is committed. When the queue is full this waits for room.
    /// </summary>
    /// <param name="work">What to do; it must not keep the session. When it throws, nothing of it is stored and the task fails.</param>
    /// <param name="cancellationToken">Ends the wait for room; what has been queued is done all the same.</param>
    public async Task<T> RunAsync<T>(Func<EventSession, T> work, CancellationToken cancellationToken)
    {
        var item = new Work<T>(work);
        await _works.Writer.WriteAsync(item, cancellationToken);
        return await item.Completion;
    }

    /// <summary>The same for callers who must not wait for room: null, and nothing done, when the queue is full.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public Task<T>? TryRun<T>(Func<EventSession, T> work)
    {
        var item = new Work<T>(work);
        return _works.Writer.TryWrite(item) ? item.Completion : null;
    }

    /// <summary>Has what is committed brought into the file itself soon, for readers of its pages; waits for nothing.</summary>
    public void Settle()
    {
        if (Volatile.Read(ref _isUnsettled) && !Interlocked.Exchange(ref _settle, true))
        {
            // Something to do, so that the writer wakes; where its queue is full it is awake.
            _ = TryRun(_ => 0);
        }
    }

    /// <summary>Ends after all that was queued has been committed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_works.Writer.TryComplete())
        {
            await _loop;
            _checkpoints.Dispose();
            _tagRollUp.Dispose();
            _session.Dispose();
            // The last connection to close checkpoints, and nobody guards the file from then on.
            _settled.Change(() =>
            {
                _connection.Dispose();
                return null;
            });
        }
    }

    private async Task RunLoopAsync()
    {
        // What an earlier run has left in the log.
        _settle = true;
        Checkpoint();
        while (true)
        {
            if (_works.Reader.Completion.IsCompleted)
            {
                // What is left to roll up is rolled up after the next start.
                return;
            }

            // Roll-ups are for the screens only: they run when nobody waits for a commit.
            if (!_works.Reader.TryPeek(out _) && !TryRollUp() && !await _works.Reader.WaitToReadAsync())
            {
                return;
            }

            CommitGroup();
            Checkpoint();
        }
    }

    private void Checkpoint()
    {
        Volatile.Write(ref _isUnsettled, true);
        try
        {
            if (Interlocked.Exchange(ref _settle, false) || _checkpoints.IsDue)
            {
                Volatile.Write(ref _isUnsettled, !_checkpoints.Checkpoint(LastCommittedId));
            }
        }
        catch (Exception exception)
        {
            // Whatever it is: what is committed is safe in the log, and the next commit tries again.
            LogCheckpointFailed(exception);
        }
    }

    private bool TryRollUp()
    {
        try
        {
            var counted = _tagCounts && _tagRollUp.Step();
            if (counted)
            {
                _changes?.Publish();
                Checkpoint();
            }

            return counted;
        }
        catch (Exception exception)
        {
            // Whatever it is: writing goes on without the counts. Rolled back, the watermark has not moved, so the next idle
            // moment does it again.
            LogRollUpFailed(exception);
            return false;
        }
    }

    private void CommitGroup()
    {
        var group = new List<Work>();
        try
        {
            _connection.Execute("BEGIN IMMEDIATE");
            var before = _session.EventsInserted;
            while (_session.EventsInserted - before < EventsInGroup && _works.Reader.TryRead(out var work))
            {
                group.Add(work);
                RunInSavepoint(work);
            }

            _connection.Execute("COMMIT");
            // Asked of the database: what a failed work inserted has been undone, and its ids will be given again.
            Volatile.Write(ref _lastCommittedId, _session.LastId());
            group.ForEach(work => work.Succeed());
            _changes?.Publish();
        }
        catch (Exception exception)
        {
            // Whatever it is: the writer outlives it, or every later caller would wait for ever.
            Abandon(group, exception);
        }
    }

    private void RunInSavepoint(Work work)
    {
        _connection.Execute("SAVEPOINT work");
        try
        {
            work.Run(_session);
            _session.Flush();
        }
        catch (Exception exception) when (exception is not SqliteException { SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_NOMEM or raw.SQLITE_CORRUPT })
        {
            // The caller's own failure: only its work is undone, its neighbours in the group go on.
            _connection.Execute("ROLLBACK TO work");
            _session.Forget();
            work.Fail(exception);
        }

        _connection.Execute("RELEASE work");
    }

    private void Abandon(List<Work> group, Exception exception)
    {
        _session.Forget();
        try
        {
            _connection.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself, as it does when the disk is full.
        }

        // Works that were never reached because BEGIN failed would otherwise be tried for ever: fail one of them.
        if (group.Count == 0 && _works.Reader.TryRead(out var next))
        {
            group.Add(next);
        }

        group.ForEach(work => work.Fail(exception));
    }

    [LoggerMessage(1, LogLevel.Warning, "The counts of tag values could not be brought up to date; they will be tried again.")]
    private partial void LogRollUpFailed(Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "The write-ahead log of the events could not be brought into their file; that will be tried again.")]
    private partial void LogCheckpointFailed(Exception exception);

    private abstract class Work
    {
        public abstract void Run(EventSession session);

        public abstract void Succeed();

        public abstract void Fail(Exception exception);
    }

    private sealed class Work<T>(Func<EventSession, T> body) : Work
    {
        private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Completion => _completion.Task;

        public override void Run(EventSession session) => _result = body(session);

        public override void Succeed() => _completion.TrySetResult(_result!);

        public override void Fail(Exception exception) => _completion.TrySetException(exception);
    }
}
