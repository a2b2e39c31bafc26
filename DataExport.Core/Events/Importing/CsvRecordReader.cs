using System.Text;
using CsvHelper;

namespace DataExport.Core.Events.Importing;

/// <summary>Reads CSV with a header; the delimiter is found by the reader: comma, semicolon, tab or bar.</summary>
internal sealed class CsvRecordReader : RecordReader
{
    private readonly CsvReader _reader;
    private readonly Func<bool> _read;
    private readonly string[] _header;
    private readonly KeyValuePair<string, string?>[] _cells;
    private CsvMalformedRecord? _malformed;

    /// <summary>Reads the header.</summary>
    /// <exception cref="ImportFileException">There is none that can be used.</exception>
    public CsvRecordReader(Stream text, bool quoted)
    {
        _reader = CsvReader.Create(text, new CsvReaderOptions
        {
            Mode = quoted ? CsvMode.Rfc4180 : CsvMode.NoEscape,
            TrackLineNumbers = true,
            MaxRecordSize = LongestRecord,
            IncludeValuesInExceptions = false,
            OnMalformedRecord = record => _malformed = record,
        });
        _read = _reader.Read;
        _header = ReadHeader();
        _cells = new KeyValuePair<string, string?>[_header.Length];
    }

    public override long Line => _reader.LineNumber;

    public override IReadOnlyList<KeyValuePair<string, string?>> Cells => _cells;

    public override IReadOnlyList<string> Header => _header;

    public override bool Read()
    {
        if (!Skip())
        {
            return false;
        }

        for (var index = 0; Problem is null && index < _cells.Length; index++)
        {
            _cells[index] = new(_header[index], Text(_reader.GetSpan(index)));
        }

        return true;
    }

    public override bool Skip()
    {
        _malformed = null;
        var found = Guard(_read);
        Problem = found ? ProblemOf() : null;
        return found;
    }

    public override void Dispose() => _reader.Dispose();

    /// <summary>The text of a value; NUL is replaced, which no text column of a database can be trusted to carry.</summary>
    private static string Text(ReadOnlySpan<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8);
        return utf8.Contains((byte)0) ? text.Replace('\0', '\uFFFD') : text;
    }

    private string? ProblemOf()
    {
        switch (_malformed?.Reason)
        {
            case CsvMalformedReason.UnterminatedQuote:
                throw new ImportFileException($"The quote that opens a value in line {LineOfLastValue()} is never closed.");
            case CsvMalformedReason.TextAfterClosingQuote:
                return "has text after a closing quote";
        }

        return _reader.FieldCount == _header.Length ? null
            : $"has {_reader.FieldCount} {(_reader.FieldCount == 1 ? "cell" : "cells")} where the header has {_header.Length}";
    }

    private long LineOfLastValue()
    {
        const byte feed = (byte)'\n';
        return Line + _reader.RawRecord.Count(feed) - _reader.GetSpan(_reader.FieldCount - 1).Count(feed);
    }

    private string[] ReadHeader()
    {
        Guard(() =>
        {
            _reader.ReadHeader();
            return true;
        });
        var names = _reader.Headers.Select(name => name.Replace('\0', '\uFFFD')).ToArray();
        if (names.Length == 0 || names.All(name => name.Length == 0))
        {
            throw new ImportFileException("The file has no header line.");
        }

        if (_malformed is { Reason: CsvMalformedReason.UnterminatedQuote or CsvMalformedReason.TextAfterClosingQuote })
        {
            throw new ImportFileException("The quotes of the header line do not match.");
        }

        for (var index = 0; index < names.Length; index++)
        {
            // Such as the row numbers of a data frame, or a delimiter at the end of each line. A tag needs a name.
            names[index] = names[index].Length == 0 ? $"column_{index + 1}" : names[index];
            var first = Array.IndexOf(names, names[index]);
            if (first < index)
            {
                throw new ImportFileException($"The header names \"{names[index]}\" twice (columns {first + 1} and {index + 1}).");
            }
        }

        return names;
    }

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException exception)
        {
            // Quoting is recovered from, so what is left is a record over the limit: a quote that was never closed, or no CSV.
            throw new ImportFileException(
                $"The row of line {Math.Max(1, exception.LineNumber)} is longer than {LongestRecord} bytes; perhaps a quote in it is never closed.");
        }
    }
}
