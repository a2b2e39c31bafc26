using System.Security.Claims;
using Bunit;
using DataExport.Core.Exports.Previewing;
using DataExport.Core.Exports.Requesting;
using DataExport.Core.Organizations;
using DataExport.Core.Queries;
using DataExport.Core.Users;
using DataExport.Tests.Core;
using DataExport.Web.Components.Exports.New;
using DataExport.Web.Components.Organizations;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Components;

/// <summary>The preview at the right of <em>New export</em>, over the real core.</summary>
public sealed class PreviewPanelTests : BunitContext, IAsyncLifetime
{
    private readonly List<IReadOnlyList<ValidationError>> _checked = [];
    private CoreHost _host = null!;
    private OrganizationAccess _access = null!;

    public async ValueTask InitializeAsync()
    {
        DefaultWaitTimeout = TimeSpan.FromSeconds(20);
        _host = await CoreHost.StartAsync();
        _access = await _host.AddOrganizationAsync("one");
        await _host.AddEventsAsync(Enumerable.Range(0, 3).Select(index => Sample.Event(_access.Projects[0].Id, Sample.Noon - index, $"=m{index}")));
        AddAuthorization().SetAuthorized("person").SetClaims(new Claim(ClaimTypes.NameIdentifier, $"{_access.Caller.UserId}"));
        Services.AddSingleton(_host.Get<ExportPreviews>()).AddSingleton(_host.Get<AccessRules>()).AddSingleton(_host.Get<Profiles>());
        Services.AddSingleton(TimeProvider.System).AddScoped<Visit>();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public void Render_Request_ShowsTheFirstRowsAndTheSize()
    {
        var panel = Show("""{"field": ["message"], "query": ""}""");

        panel.WaitForAssertion(() => Assert.Equal(["'=m0", "'=m1", "'=m2"], panel.FindAll("td").Select(cell => cell.TextContent)));
        Assert.Equal("3 rows, less than 0.01 MB", panel.Find(".preview-estimate").TextContent.Trim());
        Assert.Equal("false", panel.Find("section").GetAttribute("aria-busy"));
        Assert.Empty(Assert.Single(_checked));
    }

    [Fact]
    public void Render_WrongRequest_TellsWhatIsWrong()
    {
        var panel = Show("""{"field": ["message"], "query": "("}""");

        panel.WaitForAssertion(() => Assert.Contains("Mend what is marked", panel.Markup, StringComparison.Ordinal));
        Assert.Equal("query_info.query", Assert.Single(Assert.Single(_checked)).Field);
        Assert.Empty(panel.FindAll("table"));
    }

    [Fact]
    public void Render_TwoChangesAtOnce_AnswersTheLastAlone()
    {
        var panel = Show("""{"field": ["message"], "query": ""}""");
        panel.WaitForAssertion(() => Assert.Single(_checked));

        panel.Render(parameters => parameters.Add(shown => shown.Request, CoreHost.Request("""{"field": ["message"], "query": "("}""")));
        panel.Render(parameters => parameters.Add(shown => shown.Request, CoreHost.Request("""{"field": ["message"], "query": "m1"}""")));

        Assert.Equal("true", panel.Find("section").GetAttribute("aria-busy"));
        panel.WaitForAssertion(() => Assert.Equal("=m1", Assert.Single(panel.FindAll("td")).TextContent));
        Assert.Equal(2, _checked.Count);
        Assert.All(_checked, Assert.Empty);
    }

    [Fact]
    public void Render_OrganizationThatIsNotTheirs_ShowsNothing()
    {
        var panel = Show("""{"field": ["message"], "query": ""}""", "another");

        panel.WaitForAssertion(() => Assert.Equal("You cannot see one of these projects.", Assert.Single(Assert.Single(_checked)).Message));
        Assert.Empty(panel.FindAll("td"));
    }

    private IRenderedComponent<PreviewPanel> Show(string query, string? organization = null) => Render<PreviewPanel>(parameters => parameters
        .Add(panel => panel.Org, organization ?? _access.Organization.Slug)
        .Add(panel => panel.Request, CoreHost.Request(query, request => request with { Options = new() { SpreadsheetSafe = true } }))
        .Add(panel => panel.OnChecked, errors => _checked.Add(errors)));
}
