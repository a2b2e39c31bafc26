using System.Reflection;
using System.Runtime.InteropServices;
using DataExport.Core.Database;
using DataExport.Core.Events.Ingesting;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Generating;
using DataExport.Core.Mail;
using DataExport.Web.Accounts;
using DataExport.Web.Api.Limits;
using DataExport.Web.Components.Look;
using DataExport.Web.Startup;
using Microsoft.Extensions.Options;

namespace DataExport.Web.Components.Admin;

/// <summary>The configuration as it holds, in words. Of secrets it tells only whether they are set; of paths nothing.</summary>
public sealed class SystemOptions(
    IOptions<ExportSettings> exports,
    ExporterNames exporters,
    IOptions<IngestSettings> ingest,
    IOptions<MailSettings> mail,
    IOptions<RateLimitSettings> rates,
    IOptions<BootstrapSettings> bootstrap,
    IOptions<DemoSettings> demo,
    PublicAddress address,
    IHostEnvironment environment)
{
    private const int ShortCommit = 7;

    /// <summary>The options in groups.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<SystemOption> Options)> Read() =>
        [("Versions", Versions()), ("Exports", Exports()), ("Events from SDKs", Ingest()), ("Mail", Mail()), ("Access", Access())];

    private SystemOption[] Versions() =>
    [
        new("DataExport", Product()),
        new(".NET", Environment.Version.ToString()),
        new("SQLite", SqliteRuntime.Version),
        new("System", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}, {Wording.Count(Environment.ProcessorCount, "core")}"),
        new("Environment", environment.EnvironmentName),
        new("Public address", address.Configured ?? $"not set: links in mails lead to {address.Origin}", "App:PublicUrl"),
        new("Demo data in a new database", (demo.Value.Enabled ?? environment.IsDevelopment()) ? "yes" : "no", "Demo:Enabled"),
    ];

    // Such as 0.1.0+0cd6b4d…, of which seven digits are enough to find the source.
    private static string Product() =>
        typeof(SystemOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') switch
        {
            [var version, { Length: > ShortCommit } commit] => $"{version} ({commit[..ShortCommit]})",
            [var version, ..] => version,
            _ => "unknown",
        };

    private SystemOption[] Exports()
    {
        var settings = exports.Value;
        return
        [
            new("Exporters", Wording.Number(exporters.All.Count), "Exports:Exporters"),
            new("Rows in a file, at most", Wording.Number(settings.MaxRows), "Exports:MaxRows"),
            new("Size of a file, at most", $"{Wording.Size(settings.MaxBytes)} uncompressed", "Exports:MaxBytes"),
            new("Exports that a person keeps, at most", Wording.Number(settings.PerUser), "Exports:PerUser"),
            new("Made at once for an organization, at most", Wording.Number(settings.RunningPerOrganization), "Exports:RunningPerOrganization"),
            new("A file is kept for", Wording.Count(settings.RetentionDays, "day"), "Exports:RetentionDays"),
            new("Lease of an exporter", Wording.Count(settings.LeaseSeconds, "second"), "Exports:LeaseSeconds"),
            new("Heartbeat and checkpoint", settings.HeartbeatSeconds == 0 ? "with each block" : $"every {Wording.Count(settings.HeartbeatSeconds, "second")}", "Exports:HeartbeatSeconds"),
            new("Compression", $"gzip, level {settings.CompressionLevel}", "Exports:CompressionLevel"),
        ];
    }

    private SystemOption[] Ingest() =>
    [
        new("Events of a project in a minute, at most", ingest.Value.EventsPerMinute == 0 ? "as many as can be stored" : Wording.Number(ingest.Value.EventsPerMinute), "Ingest:EventsPerMinute"),
        new("Values of tags are counted", ingest.Value.TagCounts ? "yes" : "no", "Ingest:TagCounts"),
        new("Body as sent, at most", Wording.Size(IngestLimits.CompressedBytes)),
        new("Body unpacked, at most", Wording.Size(IngestLimits.UnpackedBytes)),
        new("One event, at most", Wording.Size(IngestLimits.EventBytes)),
    ];

    private SystemOption[] Mail()
    {
        var settings = mail.Value;
        var sends = !string.IsNullOrEmpty(settings.Host);
        return sends
            ?
            [
                new("Mails are", "sent", null),
                new("Server", $"{settings.Host}, port {settings.Port}", "Mail:Host, Mail:Port"),
                new("Connection", settings.Encrypts ? "encrypted" : "not encrypted", "Mail:Tls"),
                new("User", IsSet(settings.User), "Mail:User"),
                new("Password", IsSet(settings.Password), "Mail:Password"),
                new("Sender", settings.From, "Mail:From"),
            ]
            :
            [
                new("Mails are", "kept here, on the page Mail: no server is configured", "Mail:Host"),
                new("Sender", settings.From, "Mail:From"),
            ];
    }

    private SystemOption[] Access() =>
    [
        new("REST API", $"{Wording.Count(rates.Value.Requests, "request")} in {Wording.Count(rates.Value.WindowSeconds, "second")} of one caller to one group", "RateLimit:Requests, RateLimit:WindowSeconds"),
        new("Wrong passwords that lock an account", $"{AccountRules.WrongPasswordsUntilLocked} in a row, for {AccountRules.LockedFor.TotalMinutes:0} minutes"),
        new("Shortest password", Wording.Count(AccountRules.MinPasswordLength, "character")),
        new("First administrator's password", IsSet(bootstrap.Value.AdminPassword), "Bootstrap:AdminPassword"),
        new("First API token", IsSet(bootstrap.Value.ApiToken), "Bootstrap:ApiToken"),
    ];

    private static string IsSet(string? secret) => string.IsNullOrEmpty(secret) ? "not set" : "set";
}
