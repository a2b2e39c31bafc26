using System.Globalization;
using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events;
using SQLitePCL;

namespace DataExport.Core.Queries.Scratch;

/// <summary>
/// <c>number(value)</c> in SQL: the value as a floating-point number; NULL when it is none. Unlike SQLite's CAST it does not take
/// <c>12 apples</c> for 12; what is a number is what <see cref="NumberText"/> takes for one, as in a search.
/// </summary>
internal static class NumberFunction
{
    private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Makes the function known to a connection.</summary>
    public static void Define(SqliteConnectionHandle connection) => connection.Define("number", 1, (context, values) =>
    {
        if (Read(values[0]) is { } number)
        {
            raw.sqlite3_result_double(context, number);
        }
        else
        {
            raw.sqlite3_result_null(context);
        }
    });

    private static double? Read(sqlite3_value value) => raw.sqlite3_value_type(value) switch
    {
        raw.SQLITE_INTEGER => raw.sqlite3_value_int64(value),
        raw.SQLITE_FLOAT => raw.sqlite3_value_double(value),
        raw.SQLITE_TEXT => Parse(raw.sqlite3_value_blob(value)),
        _ => null,
    };

    // What is too large for a number is none: with an infinity nothing could be computed.
    private static double? Parse(ReadOnlySpan<byte> text) =>
        NumberText.TryParse(text, out _) && double.TryParse(text, Styles, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
