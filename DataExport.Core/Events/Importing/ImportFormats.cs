using CsvHelper;

namespace DataExport.Core.Events.Importing;

/// <summary>Finds out what kind of file it is, and opens it as such.</summary>
internal static class ImportFormats
{
    private const int SampleBytes = 1 << 16;
    private const byte QuoteMark = (byte)'"';

    /// <summary>Looks at the beginning of a file.</summary>
    /// <exception cref="ImportFileException">It is empty, or broken at its very beginning.</exception>
    public static ImportFormat Detect(string path, CancellationToken cancellationToken)
    {
        using var text = ImportSpool.OpenText(path, out _, cancellationToken);
        var sample = new byte[SampleBytes];
        var length = text.ReadAtLeast(sample, sample.Length, throwOnEndOfStream: false);
        return Detect(sample.AsMemory(0, length), isWhole: length < sample.Length);
    }

    /// <summary>Opens the records of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">From <see cref="Detect(string, CancellationToken)"/>.</param>
    /// <param name="file">The file itself, whose position tells how far the reading is.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ImportFileException">It has no header that can be used.</exception>
    public static RecordReader Open(string path, ImportFormat format, out FileStream file, CancellationToken cancellationToken)
    {
        var text = ImportSpool.OpenText(path, out file, cancellationToken);
        try
        {
            return format == ImportFormat.JsonLines
                ? new JsonLinesRecordReader(text)
                : new CsvRecordReader(text, quoted: format == ImportFormat.QuotedCsv);
        }
        catch
        {
            text.Dispose();
            throw;
        }
    }

    private static ImportFormat Detect(ReadOnlyMemory<byte> sample, bool isWhole)
    {
        var rest = sample.Span.TrimStart(" \t\r\n"u8);
        if (rest.IsEmpty)
        {
            throw new ImportFileException("The file is empty.");
        }

        if (rest[0] == '[' && rest[1..].TrimStart(" \t\r\n"u8).StartsWith("{"u8))
        {
            throw new ImportFileException("The file is a JSON array. Give one object a line (JSON Lines), without the brackets.");
        }

        // What the sample cuts off proves nothing.
        var lines = isWhole ? sample : sample[..(sample.Span.LastIndexOf((byte)'\n') + 1)];
        return rest[0] == '{' ? ImportFormat.JsonLines : IsPlain(lines) ? ImportFormat.PlainCsv : ImportFormat.QuotedCsv;
    }

    /// <summary>Whether quotes enclose nothing: taken as quotes they do not match, taken as characters every row fits.</summary>
    private static bool IsPlain(ReadOnlyMemory<byte> lines) =>
        lines.Span.Contains(QuoteMark) && Look(lines, CsvMode.Rfc4180).BadRows > 0 && Look(lines, CsvMode.NoEscape) is { BadRows: 0, Enclosed: 0 };

    private static (int BadRows, int Enclosed) Look(ReadOnlyMemory<byte> lines, CsvMode mode)
    {
        CsvMalformedReason? malformed = null;
        var options = new CsvReaderOptions
        {
            HasHeader = false,
            Mode = mode,
            OnMalformedRecord = record => malformed = record.Reason,
        };
        using var reader = CsvReader.Create(lines, options);
        var (columns, bad, enclosed) = (0, 0, 0);
        while (reader.Read())
        {
            columns = columns == 0 ? reader.FieldCount : columns;

            // A quote that is never closed is more likely a mistake, or cut off here, than a character; it takes the rest of the file with it.
            bad += malformed != CsvMalformedReason.UnterminatedQuote
                && (malformed == CsvMalformedReason.TextAfterClosingQuote || reader.FieldCount != columns) ? 1 : 0;
            malformed = null;
            for (var index = 0; index < reader.FieldCount; index++)
            {
                var cell = reader.GetSpan(index);
                enclosed += cell.Length > 1 && cell[0] == QuoteMark && cell[^1] == QuoteMark ? 1 : 0;
            }
        }

        return (bad, enclosed);
    }
}
