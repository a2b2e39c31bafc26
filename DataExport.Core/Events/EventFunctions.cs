using System.Text.Json;
using DataExport.Core.Database.Sqlite;
using SQLitePCL;

namespace DataExport.Core.Events;

/// <summary>
/// What SQL over events can call: <c>json_member(json, name, …)</c>, the text of a member, of a member's member and so on, NULL
/// when absent or empty; unlike SQLite's own it keeps the digits of numbers and takes any name.
/// <c>tag_text(tags, beginning)</c>, the same for a tag by its <see cref="StoredTags.Beginning"/>.
/// <c>json_value(json, name, …)</c>, the <see cref="JsonValueKey"/> of the same, by which values are told apart and sorted, and
/// <c>value_order(value)</c>, what of it they are sorted by.
/// <c>number_order(value, number)</c> and <c>duration_order(value, number)</c>: -1, 0 or 1; NULL when the value is no number.
/// </summary>
internal static class EventFunctions
{
    /// <summary>Makes the functions known to a connection.</summary>
    public static void Define(SqliteConnectionHandle connection)
    {
        var (json, keys) = (new EventJson(), new JsonValueKey());
        connection.Define("json_member", -1, (context, values) => Value(context, values, FindMember, json.Text, isText: true));
        connection.Define("tag_text", 2, (context, values) => Value(context, values, FindTag, json.Text, isText: true));
        connection.Define("json_value", -1, (context, values) => Value(context, values, FindMember, keys.Of, isText: false));
        connection.Define("value_order", 1, ValueOrder);
        connection.Define("number_order", 2, (context, values) => Order(context, values, NumberText.Compare));
        connection.Define("duration_order", 2, (context, values) => Order(context, values, DurationText.Compare));
    }

    private delegate ReadOnlySpan<byte> Finding(sqlite3_value[] values);

    private delegate ReadOnlySpan<byte> Reading(ReadOnlySpan<byte> value);

    private delegate int? Comparison(ReadOnlySpan<byte> value, ReadOnlySpan<byte> number);

    private static ReadOnlySpan<byte> FindMember(sqlite3_value[] values)
    {
        var value = raw.sqlite3_value_blob(values[0]);
        foreach (var name in values.AsSpan(1))
        {
            value = EventJson.Find(value, raw.sqlite3_value_blob(name));
        }

        return value;
    }

    private static ReadOnlySpan<byte> FindTag(sqlite3_value[] values) => StoredTags.Find(raw.sqlite3_value_blob(values[0]), raw.sqlite3_value_blob(values[1]));

    private static void Value(sqlite3_context context, sqlite3_value[] values, Finding find, Reading read, bool isText)
    {
        try
        {
            var found = read(find(values));
            if (found.IsEmpty)
            {
                raw.sqlite3_result_null(context);
            }
            else if (isText)
            {
                raw.sqlite3_result_text(context, found);
            }
            else
            {
                raw.sqlite3_result_blob(context, found);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No exception may pass through SQLite; the statement fails with this text.
            raw.sqlite3_result_error(context, "An event holds JSON that cannot be read.");
        }
    }

    private static void ValueOrder(sqlite3_context context, sqlite3_value[] values)
    {
        var value = raw.sqlite3_value_blob(values[0]);
        if (value.IsEmpty)
        {
            raw.sqlite3_result_null(context);
        }
        else
        {
            raw.sqlite3_result_blob(context, JsonValueKey.Order(value));
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
