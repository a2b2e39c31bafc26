namespace DataExport.Web.Components.Projects.Keys;

/// <summary>The few lines that make an SDK send here.</summary>
/// <param name="Name">Name on screen.</param>
/// <param name="Platforms">Platforms of projects that it is shown for first.</param>
/// <param name="Install">How the SDK is installed.</param>
/// <param name="Code">The code, where <c>DSN</c> in brackets stands for the DSN.</param>
internal sealed record SdkSnippet(string Name, string[] Platforms, string Install, string Code)
{
    private const string Dsn = "[DSN]";

    /// <summary>The snippets, in the order in which they are offered.</summary>
    public static IReadOnlyList<SdkSnippet> All { get; } =
    [
        new("JavaScript", ["javascript", "react", "vue", "angular"], "npm install @sentry/browser", """
            import * as Sentry from "@sentry/browser";

            Sentry.init({ dsn: "[DSN]" });
            """),
        new("Node.js", ["node"], "npm install @sentry/node", """
            import * as Sentry from "@sentry/node";

            Sentry.init({ dsn: "[DSN]" });
            """),
        new("Python", ["python"], "pip install sentry-sdk", """
            import sentry_sdk

            sentry_sdk.init(dsn="[DSN]")
            """),
        new(".NET", ["csharp", "dotnet"], "dotnet add package Sentry", """
            using var sentry = SentrySdk.Init(options => options.Dsn = "[DSN]");
            """),
        new("Java", ["java", "kotlin"], "implementation(\"io.sentry:sentry:8.+\")", """
            import io.sentry.Sentry;

            Sentry.init(options -> options.setDsn("[DSN]"));
            """),
        new("Go", ["go"], "go get github.com/getsentry/sentry-go", """
            err := sentry.Init(sentry.ClientOptions{Dsn: "[DSN]"})
            defer sentry.Flush(2 * time.Second)
            """),
        new("PHP", ["php"], "composer require sentry/sentry", """
            \Sentry\init(['dsn' => '[DSN]']);
            """),
        new("Ruby", ["ruby"], "gem install sentry-ruby", """
            require "sentry-ruby"

            Sentry.init { |config| config.dsn = "[DSN]" }
            """),
        new("curl", [], "", """
            curl "[STORE]" -H "Content-Type: application/json" -d '{"message": "hello from curl", "level": "info"}'
            """),
    ];

    /// <summary>The snippet that fits a project's platform best.</summary>
    public static SdkSnippet For(string? platform) =>
        All.FirstOrDefault(snippet => snippet.Platforms.Any(known => platform?.StartsWith(known, StringComparison.OrdinalIgnoreCase) == true)) ?? All[0];

    /// <summary>The code with the DSN in it.</summary>
    /// <param name="dsn">The DSN.</param>
    /// <param name="store">The address that takes a single event, for those without an SDK.</param>
    public string CodeWith(string dsn, string store) => Code.Replace(Dsn, dsn, StringComparison.Ordinal).Replace("[STORE]", store, StringComparison.Ordinal);
}
