using DataExport.Core.Events;
using DataExport.Core.Exports.Requesting;
using DataExport.Core.Organizations;
using DataExport.Core.Queries;
using DataExport.Core.Queries.Estimating;
using DataExport.Core.Queries.Reading;
using Microsoft.Extensions.Options;

namespace DataExport.Core.Exports.Previewing;

/// <summary>
/// Shows what a request would give before it is queued: the first rows, made by the compiler and the formatter of the export
/// itself, and how many rows and bytes to expect. The answer comes within a bounded time, whatever is asked.
/// </summary>
public sealed class ExportPreviews(
    RequestCheck check, EventStore store, QueryRunner queries, RowEstimates estimates, IOptions<ExportSettings> settings, TimeProvider clock)
{
    /// <summary>How long rows are looked for. A search that finds nothing in millions of events is given up by then.</summary>
    public static readonly TimeSpan ReadingTime = TimeSpan.FromSeconds(2);

    /// <summary>Previews a request, or says why it would not be accepted; the checks are those of a request.</summary>
    /// <exception cref="OperationCanceledException">The requester went away.</exception>
    public async Task<PreviewResult> PreviewAsync(OrganizationAccess access, ExportRequest request, CancellationToken cancellationToken) =>
        check.Check(access, request) switch
        {
            QueryResult.Forbidden => new PreviewResult.Forbidden(),
            QueryResult.Invalid(var errors) => new PreviewResult.Invalid(errors),
            QueryResult.Valid valid => new PreviewResult.Ready(await PreviewAsync(access, request, valid, cancellationToken)),
            var other => throw new InvalidOperationException($"No preview for {other}."),
        };

    private async Task<ExportPreview> PreviewAsync(
        OrganizationAccess access, ExportRequest request, QueryResult.Valid valid, CancellationToken cancellationToken)
    {
        var slugs = access.Projects.Where(project => valid.Query.ProjectIds.Contains(project.Id)).ToDictionary(project => project.Id, project => project.Slug);
        var bounds = new QueryBounds(store.CutOff, slugs);
        var estimating = Task.Run(() => estimates.Estimate(valid.Query, bounds, cancellationToken), cancellationToken);
        var reading = Task.Run(() => Read(valid.Query, bounds, request.Options, cancellationToken), cancellationToken);
        await Task.WhenAll(estimating, reading);
        var rows = await reading;
        var limits = ExportLimits.Of(access.Organization.Plan, settings.Value);
        var outlook = new PreviewOutlook(rows, await estimating, request.Limit, limits);
        return new ExportPreview
        {
            Columns = rows.Columns,
            Rows = rows.Rows.Count > request.Limit ? [.. rows.Rows.Take((int)request.Limit.Value)] : rows.Rows,
            RowsAreComplete = rows.Ended || rows.Rows.Count == FirstRows.Shown || rows.Rows.Count >= request.Limit,
            Matching = outlook.Matching,
            Expected = outlook.Expected,
            Bytes = outlook.Bytes,
            Cut = outlook.Cut,
            Warnings = [.. request.Warnings, .. valid.Warnings, .. outlook.Warnings],
        };
    }

    private FirstRows Read(FrozenQuery query, QueryBounds bounds, ExportOptions options, CancellationToken cancellationToken)
    {
        using var reading = new CancellationTokenSource(ReadingTime, clock);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, reading.Token);
        var first = new FirstRows(query.Columns, options);
        try
        {
            using var rows = queries.Read(query, bounds with { Most = FirstRows.Measured }, TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone), after: null, enough.Token);
            first.Take(rows, clock);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time is up: what was found is shown, and said to be incomplete.
        }

        return first;
    }
}
