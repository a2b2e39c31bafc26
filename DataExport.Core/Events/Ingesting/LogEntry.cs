using System.Text;
using System.Text.Json;

namespace DataExport.Core.Events.Ingesting;

/// <summary>
/// Reads a message: text, or <c>{"formatted": "user 7 left", "message": "user %s left", "params": [7]}</c>. Where nobody has put the
/// parameters in, it is done here: <c>%s</c>, <c>%(name)s</c>, <c>{}</c>, <c>{0}</c>, <c>{name}</c>.
/// </summary>
internal static class LogEntry
{
    // Bounds for what a hostile template could make us do.
    private const int MostPlaceholders = 200;
    private const int LongestPlaceholder = 100;

    /// <summary>Sets the event's message, and its template where there is one.</summary>
    public static void Read(JsonElement value, NewEvent made)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            made.Message = IngestJson.Text(value) ?? made.Message;
            return;
        }

        var template = IngestJson.Text(value, "message");
        var formatted = IngestJson.Text(value, "formatted");
        if (formatted is null && template is not null)
        {
            formatted = value.TryGetProperty("params", out var parameters) ? Format(template, parameters) : template;
        }

        made.Message = formatted ?? made.Message;
        made.MessageTemplate = template ?? made.MessageTemplate;
    }

    private static string Format(string template, JsonElement parameters)
    {
        var text = new StringBuilder(template.Length);
        var (next, left) = (0, MostPlaceholders);
        for (var position = 0; position < template.Length;)
        {
            if (left == 0 || text.Length > IngestLimits.EventBytes)
            {
                // Nobody writes such a template; it stays as it is.
                return template;
            }

            var (length, name) = template[position] switch
            {
                '%' => Percent(template.AsSpan(position, Math.Min(LongestPlaceholder, template.Length - position))),
                '{' => Braces(template.AsSpan(position, Math.Min(LongestPlaceholder, template.Length - position))),
                _ => (0, null),
            };
            left -= length > 0 ? 1 : 0;
            if (length > 0 && Find(parameters, name, ref next) is { } value)
            {
                text.Append(value);
                position += length;
            }
            else
            {
                text.Append(template[position++]);

                // "%%" is a percent sign, when it is a template of that kind at all.
                position += length == 2 && name is "%" ? 1 : 0;
            }
        }

        return text.ToString();
    }

    // "%s", "%(name)s", "%%": how long it is, and the name, which is empty for the next in turn.
    private static (int Length, string? Name) Percent(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("%("))
        {
            var end = text.IndexOf(')');
            return end > 0 && end + 1 < text.Length && char.IsAsciiLetter(text[end + 1]) ? (end + 2, text[2..end].ToString()) : (0, null);
        }

        return text.Length < 2 ? (0, null) : text[1] == '%' ? (2, "%") : char.IsAsciiLetter(text[1]) ? (2, "") : (0, null);
    }

    // "{}", "{0}", "{name}", "{name:format}".
    private static (int Length, string? Name) Braces(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf('}');
        if (end < 0)
        {
            return (0, null);
        }

        var name = text[1..end];
        var colon = name.IndexOf(':');
        return (end + 1, (colon < 0 ? name : name[..colon]).ToString());
    }

    private static string? Find(JsonElement parameters, string? name, ref int next)
    {
        if (parameters.ValueKind == JsonValueKind.Object)
        {
            return !string.IsNullOrEmpty(name) && parameters.TryGetProperty(name, out var named) ? Text(named) : null;
        }

        if (parameters.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var index = name is { Length: 0 } ? next : int.TryParse(name, out var number) ? number : -1;
        if (index < 0 || index >= parameters.GetArrayLength())
        {
            return null;
        }

        next = name is { Length: 0 } ? next + 1 : next;
        return Text(parameters[index]);
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
