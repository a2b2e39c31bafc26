using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Notifying;
using DataExport.Core.Mail;
using DataExport.Web.Api.Exports;
using DataExport.Web.Components.Exports;
using DataExport.Web.Components.Look;
using DataExport.Web.Components.Organizations;

namespace DataExport.Web.Mail;

/// <summary>What a mail about an export says, in words; its HTML and its text say the same.</summary>
/// <param name="Owed">The mail, with its export and its person.</param>
/// <param name="Origin">The address that links begin with.</param>
public sealed record ExportMailFacts(OwedMail Owed, string Origin)
{
    // For people to read; the HTML is escaped by Razor.
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The export.</summary>
    public Export Export => Owed.Export;

    /// <summary>The export's name, on one line.</summary>
    public string Name => OneLine(Export.Name);

    /// <summary>The subject.</summary>
    public string Subject => MailSubjects.Of(Owed.Mail.Kind);

    /// <summary>Why one gets it.</summary>
    public string Reason => $"You get this mail because you asked for this export in {Organization}.";

    /// <summary>Address of the download page.</summary>
    public string Page => Origin + OrganizationAddresses.Export(Owed.Organization.Slug, Export.Id);

    /// <summary>What it asks for, in short.</summary>
    public string What => OneLine(QuerySummary.Of(Export));

    /// <summary>Why there is no file.</summary>
    public string Why => OneLine(Export.ErrorMessage ?? "");

    /// <summary>The organization's name, on one line.</summary>
    public string Organization => OneLine(Owed.Organization.Name);

    /// <summary>What the person can do about a failure.</summary>
    public string Advice => Export.ErrorCode switch
    {
        ExportErrorCode.PermissionRevoked => $"Ask an owner or manager of {Organization} for access to all of its projects, then retry it.",
        ExportErrorCode.StorageFull => "Ask your administrator to make room, then retry it.",
        ExportErrorCode.InvalidQuery or ExportErrorCode.NotFound => "Something that it asks for is gone. Start a new export with a query that fits what is there now.",
        ExportErrorCode.LimitExceeded => "Ask for less at a time: a shorter period, fewer projects, or a narrower search.",
        ExportErrorCode.Timeout => "Retry it, or start a new one with a shorter period or a narrower search.",
        _ => "Retry it: it is made again from the same query, up to the same last event.",
    };

    /// <summary>The query as a program would ask it, JSON.</summary>
    public string Query
    {
        get
        {
            using var info = JsonDocument.Parse(Export.RequestedQuery);
            var json = JsonSerializer.Serialize(new { query_type = QueryTypeNames.Of(Export.QueryType), query_info = info.RootElement }, Readable);
            return Wording.EscapeTurns(json).ReplaceLineEndings("\n");
        }
    }

    /// <summary>A time in the person's zone: <c>19 December 2026, 05:10 (Europe/Berlin)</c>.</summary>
    public string Time(DateTime utc)
    {
        var zone = Viewer.FindZone(Owed.User.TimeZone);
        var local = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone);
        return $"{local.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)} ({zone.Id})";
    }

    private static string OneLine(string text) => string.Concat(Wording.Straight(text).Select(letter => char.IsControl(letter) ? ' ' : letter));
}
