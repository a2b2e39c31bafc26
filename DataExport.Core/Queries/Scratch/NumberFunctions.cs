using System.Globalization;
using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events;
using SQLitePCL;

namespace DataExport.Core.Queries.Scratch;

/// <summary>
/// Numbers in SQL. Unlike SQLite's CAST they do not take <c>12 apples</c> for 12; what is a number is what <see cref="NumberText"/>
/// takes for one, as in a search.
/// </summary>
internal static class NumberFunctions
{
    /// <summary>
    /// <c>number(value)</c>: the value as a floating-point number, infinite where it is too large to be one; NULL when it is none.
    /// </summary>
    public const string Number = "number";

    /// <summary><c>addend(value)</c>: the same, but infinite ones are all positive, so that a sum of them is infinite, too, and never NULL.</summary>
    public const string Addend = "addend";

    /// <summary><c>number_key(text)</c>: the <see cref="NumberKey"/> of the number, by which numbers are compared exactly; NULL when the text is none.</summary>
    public const string Key = "number_key";

    /// <summary><c>number_of_key(key)</c>: the floating-point number of a key; NULL when it is too large to be one.</summary>
    public const string OfKey = "number_of_key";

    private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Makes the functions known to a connection.</summary>
    public static void Define(SqliteConnectionHandle connection)
    {
        var buffer = Array.Empty<byte>();
        connection.Define(Number, 1, (context, values) => SetResult(context, Read(values[0])));
        connection.Define(Addend, 1, (context, values) => SetResult(context, Read(values[0]) is var number && number == double.NegativeInfinity ? -number : number));
        connection.Define(OfKey, 1, (context, values) => SetResult(context, ReadKey(raw.sqlite3_value_blob(values[0]))));
        connection.Define(Key, 1, (context, values) =>
        {
            var text = raw.sqlite3_value_blob(values[0]);
            if (!NumberText.TryParse(text, out var number))
            {
                raw.sqlite3_result_null(context);
                return;
            }

            buffer = buffer.Length < NumberKey.MostBytes(text.Length) ? new byte[2 * NumberKey.MostBytes(text.Length)] : buffer;
            raw.sqlite3_result_blob(context, buffer.AsSpan(0, NumberKey.Write(number, buffer)));
        });
    }

    private static void SetResult(sqlite3_context context, double? number)
    {
        if (number is { } value)
        {
            raw.sqlite3_result_double(context, value);
        }
        else
        {
            raw.sqlite3_result_null(context);
        }
    }

    private static double? Read(sqlite3_value value) => raw.sqlite3_value_type(value) switch
    {
        raw.SQLITE_INTEGER => raw.sqlite3_value_int64(value),
        raw.SQLITE_FLOAT => raw.sqlite3_value_double(value),
        raw.SQLITE_TEXT => Parse(raw.sqlite3_value_blob(value)),
        _ => null,
    };

    private static double? ReadKey(ReadOnlySpan<byte> key) =>
        !key.IsEmpty && double.Parse(NumberKey.Text(key), Styles, CultureInfo.InvariantCulture) is var number && double.IsFinite(number) ? number : null;

    private static double? Parse(ReadOnlySpan<byte> text) =>
        NumberText.TryParse(text, out _) && double.TryParse(text, Styles, CultureInfo.InvariantCulture, out var number) ? number : null;
}
