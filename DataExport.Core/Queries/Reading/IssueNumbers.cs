using DataExport.Core.Database.Sqlite;
using Microsoft.Data.Sqlite;

namespace DataExport.Core.Queries.Reading;

/// <summary>The numbers of issues in their projects, each asked for once.</summary>
internal sealed class IssueNumbers : IDisposable
{
    private const int Kept = 100_000;
    private readonly Dictionary<long, long?> _numbers = [];
    private SqliteStatement? _find;
    private CancellationToken _cancellationToken;

    /// <summary>Has to be called before the first is asked for.</summary>
    /// <param name="connection">A connection to the events.</param>
    /// <param name="cancellationToken">Interrupts the connection.</param>
    public void Attach(SqliteConnectionHandle connection, CancellationToken cancellationToken) =>
        (_find, _cancellationToken) = (connection.Prepare("SELECT number FROM issues WHERE id = ?"), cancellationToken);

    /// <summary>The number of an issue; null when it is gone.</summary>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public long? Find(long issueId)
    {
        if (!_numbers.TryGetValue(issueId, out var number))
        {
            number = Ask(issueId);
            Keep(issueId, number);
        }

        return number;
    }

    public void Dispose() => _find?.Dispose();

    private long? Ask(long issueId)
    {
        try
        {
            return _find!.Bind(1, issueId).Step() && !_find.IsNull(0) ? _find.Int64(0) : null;
        }
        catch (SqliteException exception) when (Interruption.IsCauseOf(exception, _cancellationToken))
        {
            throw new OperationCanceledException(_cancellationToken);
        }
        finally
        {
            _find!.Reset();
        }
    }

    private void Keep(long issueId, long? number)
    {
        if (_numbers.Count == Kept)
        {
            _numbers.Clear();
        }

        _numbers.Add(issueId, number);
    }
}
