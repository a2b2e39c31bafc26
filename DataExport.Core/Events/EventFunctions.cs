using System.Text.Json;
using DataExport.Core.Database.Sqlite;
using SQLitePCL;

namespace DataExport.Core.Events;

/// <summary>
/// What SQL over events can call: <c>json_member(json, name, …)</c>, the text of a member, of a member's member and so on, NULL
/// when absent or empty; unlike SQLite's own it keeps the digits of numbers and takes any name.
/// <c>number_order(value, number)</c> and <c>duration_order(value, number)</c>: -1, 0 or 1; NULL when the value is no number.
/// </summary>
internal static class EventFunctions
{
    /// <summary>Makes the functions known to a connection.</summary>
    public static void Define(SqliteConnectionHandle connection)
    {
        var json = new EventJson();
        connection.Define("json_member", -1, (context, values) => Member(json, context, values));
        connection.Define("number_order", 2, (context, values) => Order(context, values, NumberText.Compare));
        connection.Define("duration_order", 2, (context, values) => Order(context, values, DurationText.Compare));
    }

    private delegate int? Comparison(ReadOnlySpan<byte> value, ReadOnlySpan<byte> number);

    private static void Member(EventJson json, sqlite3_context context, sqlite3_value[] values)
    {
        try
        {
            var value = raw.sqlite3_value_blob(values[0]);
            foreach (var name in values.AsSpan(1))
            {
                value = EventJson.Find(value, raw.sqlite3_value_blob(name));
            }

            var text = json.Text(value);
            if (text.IsEmpty)
            {
                raw.sqlite3_result_null(context);
            }
            else
            {
                raw.sqlite3_result_text(context, text);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No exception may pass through SQLite; the statement fails with this text.
            raw.sqlite3_result_error(context, "An event holds JSON that cannot be read.");
        }
    }

    private static void Order(sqlite3_context context, sqlite3_value[] values, Comparison compare)
    {
        if (compare(raw.sqlite3_value_blob(values[0]), raw.sqlite3_value_blob(values[1])) is { } order)
        {
            raw.sqlite3_result_int(context, order);
        }
        else
        {
            raw.sqlite3_result_null(context);
        }
    }
}
