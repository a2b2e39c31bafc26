using System.Text.Encodings.Web;

namespace DataExport.Core.Events.Importing;

/// <summary>Makes events of records, as a mapping says.</summary>
internal sealed class RowMapper
{
    /// <summary>The tag that keeps the text of a level that was folded.</summary>
    public const string LevelOriginal = "level_original";

    private readonly ImportMapping _mapping;
    private readonly int _projectId;
    private readonly long? _importId;
    private readonly long _importTime;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private readonly string?[] _values;

    /// <param name="mapping">What the columns mean.</param>
    /// <param name="projectId">The project that gets the events.</param>
    /// <param name="importId">The import, or null for a preview.</param>
    /// <param name="importTime">Microseconds since 1970 UTC, for events without a time of their own.</param>
    /// <param name="clock">Makes ids that rise.</param>
    public RowMapper(ImportMapping mapping, int projectId, long? importId, long importTime, TimeProvider clock)
    {
        (_mapping, _projectId, _importId, _importTime, _clock) = (mapping, projectId, importId, importTime, clock);
        foreach (var column in mapping.Targets.Values.SelectMany(source => source.Columns))
        {
            _slots.TryAdd(column, _slots.Count);
        }

        _values = new string?[_slots.Count];
    }

    /// <summary>The event that the record tells of; null, with the error, when it cannot be understood.</summary>
    public NewEvent? Map(RecordReader record, out ImportError? error)
    {
        if (record.Problem is { } problem)
        {
            error = new ImportError(record.Line, null, $"The row {problem}.");
            return null;
        }

        PickMapped(record.Cells);
        error = null;
        if (!TryReadTime(out var timestamp))
        {
            error = Error(record, ImportTargets.Timestamp, _mapping.Timestamps.Explain(Value(ImportTargets.Timestamp) ?? ""));
            return null;
        }

        if (!TryReadId(out var id))
        {
            error = Error(record, ImportTargets.EventId, "no event id, which is 32 hexadecimal digits");
            return null;
        }

        var row = new NewEvent { ProjectId = _projectId, EventId = id, Timestamp = timestamp, Received = _importTime, ImportId = _importId };
        SetTexts(row);
        SetLevel(row);
        AddTags(row, record.Cells);
        return row;
    }

    private void PickMapped(IReadOnlyList<KeyValuePair<string, string?>> cells)
    {
        Array.Clear(_values);
        for (var index = 0; index < cells.Count; index++)
        {
            if (_slots.TryGetValue(cells[index].Key, out var slot))
            {
                _values[slot] = cells[index].Value;
            }
        }
    }

    private void AddTags(NewEvent row, IReadOnlyList<KeyValuePair<string, string?>> cells)
    {
        for (var index = 0; index < cells.Count; index++)
        {
            if (!string.IsNullOrEmpty(cells[index].Value) && !_slots.ContainsKey(cells[index].Key))
            {
                row.Tags.Add(new(cells[index].Key, cells[index].Value!));
            }
        }
    }

    /// <summary>The target's text; null when it is not mapped, or the record has none of its columns.</summary>
    private string? Value(string target)
    {
        if (!_mapping.Targets.TryGetValue(target, out var source))
        {
            return null;
        }

        return source.Constant ?? (source.Columns.Count == 1 ? _values[_slots[source.Columns[0]]] : Joined(source.Columns));
    }

    private string? Joined(IReadOnlyList<string> columns)
    {
        var texts = columns.Select(column => _values[_slots[column]]).ToArray();
        return texts.All(string.IsNullOrEmpty) ? texts.FirstOrDefault(text => text is not null) : string.Join(' ', texts);
    }

    private bool TryReadTime(out long timestamp)
    {
        timestamp = _importTime;
        var text = Value(ImportTargets.Timestamp);
        return text is null
            ? _mapping.IsByName || !_mapping.Targets.ContainsKey(ImportTargets.Timestamp)
            : _mapping.Timestamps.TryRead(text, out timestamp);
    }

    private bool TryReadId(out EventId id)
    {
        var text = Value(ImportTargets.EventId);
        if (string.IsNullOrEmpty(text))
        {
            id = EventId.Create(_clock);
            return true;
        }

        return EventId.TryParse(text, out id);
    }

    private void SetTexts(NewEvent row)
    {
        foreach (var target in _mapping.Targets.Keys)
        {
            if (ImportTargets.Texts.TryGetValue(target, out var set) && Value(target) is { } text)
            {
                set(row, text);
            }
        }

        // An event has no column for it, and an issue keeps a hash only.
        row.Payload = string.IsNullOrEmpty(row.Fingerprint) ? null
            : $$"""{"fingerprint":["{{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(row.Fingerprint)}}"]}""";
    }

    private void SetLevel(NewEvent row)
    {
        if (Value(ImportTargets.Level) is not { } text)
        {
            return;
        }

        row.Level = EventLevel.Fold(text);
        if (text.Length > 0 && text != row.Level && _mapping.Targets[ImportTargets.Level].Constant is null)
        {
            row.Tags.Add(new(LevelOriginal, text));
        }
    }

    private ImportError Error(RecordReader record, string target, string reason)
    {
        const int shown = 100;
        var text = Value(target) ?? "";
        var quoted = text.Length > shown ? $"{text.AsSpan(0, shown)}…" : text;
        var columns = string.Join(" + ", _mapping.Targets[target].Columns);
        return new ImportError(record.Line, columns, text.Length == 0 ? $"An empty cell is {reason}." : $"\"{quoted}\" is {reason}.");
    }
}
