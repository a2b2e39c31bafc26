using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Queries.Reading;

/// <summary>The numbers of issues in their projects, each asked for once.</summary>
internal sealed class IssueNumbers : IDisposable
{
    private const int Kept = 100_000;
    private readonly Dictionary<long, long?> _numbers = [];
    private SqliteStatement? _find;

    /// <summary>Has to be called before the first is asked for.</summary>
    public void Attach(SqliteConnectionHandle connection) => _find = connection.Prepare("SELECT number FROM issues WHERE id = ?");

    /// <summary>The number of an issue; null when it is gone.</summary>
    public long? Find(long issueId)
    {
        if (!_numbers.TryGetValue(issueId, out var number))
        {
            _find!.Bind(1, issueId);
            number = _find.Step() && !_find.IsNull(0) ? _find.Int64(0) : null;
            _find.Reset();
            Keep(issueId, number);
        }

        return number;
    }

    public void Dispose() => _find?.Dispose();

    private void Keep(long issueId, long? number)
    {
        if (_numbers.Count == Kept)
        {
            _numbers.Clear();
        }

        _numbers.Add(issueId, number);
    }
}
