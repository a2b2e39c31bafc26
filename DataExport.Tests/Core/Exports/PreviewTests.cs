using System.Text;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Previewing;
using DataExport.Core.Exports.Requesting;
using DataExport.Core.Organizations;
using DataExport.Core.Queries;
using DataExport.Core.Queries.Estimating;
using DataExport.Core.Queries.Reading;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DataExport.Tests.Core.Exports;

/// <summary>A preview shows what the file will hold, and is made in bounded time.</summary>
public sealed class PreviewTests : QueueTest
{
    private const string Fields = "\"field\": [\"timestamp\", \"message\", \"dist\", \"tags[=k]\", \"error.handled\", \"project.id\"], \"query\": \"\"";

    [Theory]
    [InlineData("csv", false, "UTC")]
    [InlineData("csv", true, "America/New_York")]
    [InlineData("tsv", true, "Asia/Kathmandu")]
    public async Task PreviewAsync_Separated_ShowsTheCellsOfTheFile(string format, bool safe, string zone)
    {
        var project = Access.Projects[0].Id;
        string[] messages = ["=1+1", "'quoted", "a\"b,c;d\te\r\nf", "-10", "＝full", "", " \t=x", "ключ 😀"];
        await Host.AddEventsAsync(Enumerable.Range(0, 23).Select(index => Sample.Event(project, Sample.Noon - index, messages[index % messages.Length], ("=k", "@v"))));
        ExportRequest Change(ExportRequest request) => request with { Options = new ExportOptions { Format = format, SpreadsheetSafe = safe, TimeZone = zone, Delimiter = ";" } };

        var preview = await PreviewAsync(Fields, Change);
        var export = await Host.AcceptAsync(Access, $"{{{Fields}}}", Change);
        export = await Host.GenerateAsync();
        var file = CsvText.Read(Encoding.UTF8.GetString(Gzip.ReadOnlyMember(Host.Stored(export))), format == "tsv" ? '\t' : ';');

        Assert.Equal(file[0], preview.Columns);
        Assert.Equal(file.Skip(1).Take(20).Select(Line), preview.Rows.Select(Line));
        Assert.Equal(20, preview.Rows.Count);
        Assert.Equal((new RowEstimate(23, true), true), (preview.Expected, preview.RowsAreComplete));
        Assert.Equal(export.Artifact!.ContentBytes, preview.Bytes);
    }

    [Fact]
    public async Task PreviewAsync_JsonLines_ShowsTextsAndNulls()
    {
        await Host.AddEventsAsync(Sample.Event(Access.Projects[0].Id, message: "=1"));

        var preview = await PreviewAsync(Fields, request => request with { Options = new ExportOptions { Format = "jsonl", SpreadsheetSafe = true } });

        Assert.Equal(["timestamp", "message", "dist", "tags[=k]", "error.handled", "project.id"], preview.Columns);
        Assert.Equal(["2026-11-21T12:00:00.000000Z", "=1", null, null, null, $"{Access.Projects[0].Id}"], Assert.Single(preview.Rows));
    }

    [Theory]
    [InlineData("\"field\": [\"tags[n]\", \"count()\", \"avg(tags[n])\"], \"query\": \"\"")]
    [InlineData("\"field\": [\"tags[n]\", \"message\"], \"query\": \"\", \"sort\": \"tags[n]\"")]
    public async Task PreviewAsync_GroupsAndOtherOrders_AreThoseOfTheFile(string query)
    {
        await Host.AddEventsAsync(Enumerable.Range(0, 60).Select(index => Sample.Event(Access.Projects[0].Id, Sample.Noon - index, $"m{index}", ("n", $"{index % 30}"))));

        var preview = await PreviewAsync(query);
        await Host.AcceptAsync(Access, $"{{{query}}}");
        var export = await Host.GenerateAsync();
        var file = CsvText.Read(Encoding.UTF8.GetString(Gzip.ReadOnlyMember(Host.Stored(export))), ',');

        Assert.Equal(file.Skip(1).Take(20).Select(Line), preview.Rows.Select(Line));
        Assert.Equal(new RowEstimate(export.Artifact!.Rows, IsExact: true), preview.Expected);
    }

    [Fact]
    public async Task PreviewAsync_NoRows_HasTheHeaderAndAnExactNothing()
    {
        var preview = await PreviewAsync("\"field\": \"id\", \"query\": \"nothing\"");

        Assert.Empty(preview.Rows);
        Assert.Equal((new RowEstimate(0, true), true, "id\r\n".Length), (preview.Expected, preview.RowsAreComplete, preview.Bytes));
    }

    [Fact]
    public async Task PreviewAsync_NothingIsQueued()
    {
        await PreviewAsync(Fields);

        Assert.Equal(0, await Host.WithDatabaseAsync(database => database.Exports.CountAsync()));
    }

    [Fact]
    public async Task PreviewAsync_OwnLimit_CutsWithoutAWarning()
    {
        await Host.AddEventsAsync(Enumerable.Range(0, 30).Select(_ => Sample.Event(Access.Projects[0].Id)));

        var preview = await PreviewAsync(Fields, request => request with { Limit = 7 });

        Assert.Equal((7, new RowEstimate(7, true), new RowEstimate(30, true)), (preview.Rows.Count, preview.Expected, preview.Matching));
        Assert.Equal((PreviewCut.RequestedRows, true), (preview.Cut, preview.RowsAreComplete));
        Assert.Empty(preview.Warnings);
    }

    [Fact]
    public async Task PreviewAsync_LimitsOfTheSystem_AreWarnedOf()
    {
        await Host.AddEventsAsync(Enumerable.Range(0, 30).Select(_ => Sample.Event(Access.Projects[0].Id)));

        var rows = await PreviewAsync(Access with { Organization = With(new UsagePlan { MaxRows = 25 }) }, "\"field\": \"id\", \"query\": \"\"");
        // A header of 4 bytes, and 34 for each id with its line end.
        var bytes = await PreviewAsync(Access with { Organization = With(new UsagePlan { MaxBytes = 4 + (34 * 10) }) }, "\"field\": \"id\", \"query\": \"\"");

        Assert.Equal((PreviewCut.RowLimit, new RowEstimate(25, true)), (rows.Cut, rows.Expected));
        Assert.Equal("The file will be truncated: exports end after 25 rows, and there are 30.", Assert.Single(rows.Warnings));
        Assert.Equal((PreviewCut.ByteLimit, new RowEstimate(10, false), 344L), (bytes.Cut, bytes.Expected, bytes.Bytes));
        Assert.Equal("The file will be truncated: exports end at 344 bytes, which is about 10 of 30 rows.", Assert.Single(bytes.Warnings));
    }

    [Fact]
    public async Task PreviewAsync_TimeIsUp_AnswersWithWhatIsKnown()
    {
        await Host.AddEventsAsync(Enumerable.Range(0, 30).Select(_ => Sample.Event(Access.Projects[0].Id)));
        var queries = Host.Get<QueryRunner>();
        var hurried = new ExportPreviews(
            Host.Get<RequestCheck>(), Host.Store, queries, new RowEstimates(Host.Store, queries, new HurriedClock()), Host.Get<IOptions<ExportSettings>>(), new HurriedClock());

        var result = await hurried.PreviewAsync(Access, CoreHost.Request($"{{{Fields}}}"), CancellationToken.None);

        var preview = Assert.IsType<PreviewResult.Ready>(result).Preview;
        Assert.Empty(preview.Rows);
        Assert.False(preview.RowsAreComplete);
        Assert.Equal(new RowEstimate(30, IsExact: false), preview.Expected);
        Assert.Null(preview.Bytes);
    }

    [Fact]
    public async Task PreviewAsync_RequesterGone_Ends() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Host.Get<ExportPreviews>().PreviewAsync(Access, CoreHost.Request($"{{{Fields}}}"), new CancellationToken(true)));

    [Fact]
    public async Task PreviewAsync_WrongRequest_IsRefusedAsAnExportIs()
    {
        var request = CoreHost.Request("""{"field": [], "query": "a:", "statsPeriod": "x"}""", request => request with { Limit = 0 });

        var preview = Assert.IsType<PreviewResult.Invalid>(await Host.Get<ExportPreviews>().PreviewAsync(Access, request, CancellationToken.None));
        var export = Assert.IsType<SubmitResult.Invalid>(await Host.SubmitAsync(Access, request));

        Assert.Equal(4, preview.Errors.Count);
        Assert.Equal(export.Errors, preview.Errors);
    }

    [Fact]
    public async Task PreviewAsync_ForeignProject_IsForbidden()
    {
        var other = await Host.AddOrganizationAsync("other");
        var request = CoreHost.Request($$"""{"field": "id", "query": "", "project": {{other.Projects[0].Id}}}""");

        Assert.IsType<PreviewResult.Forbidden>(await Host.Get<ExportPreviews>().PreviewAsync(Access, request, CancellationToken.None));
    }

    private static string Line(IEnumerable<string?> cells) => string.Join('¦', cells);

    private Organization With(UsagePlan plan) => new() { Id = Access.Organization.Id, Slug = Access.Organization.Slug, Name = Access.Organization.Name, Plan = plan };

    private Task<ExportPreview> PreviewAsync(string query, Func<ExportRequest, ExportRequest>? change = null) => PreviewAsync(Access, query, change);

    private async Task<ExportPreview> PreviewAsync(OrganizationAccess access, string query, Func<ExportRequest, ExportRequest>? change = null) =>
        Assert.IsType<PreviewResult.Ready>(
            await Host.Get<ExportPreviews>().PreviewAsync(access, CoreHost.Request($"{{{query}}}", change), CancellationToken.None)).Preview;
}
