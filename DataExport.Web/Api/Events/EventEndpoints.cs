using DataExport.Core.Events;
using DataExport.Core.Organizations;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.Tables;
using DataExport.Web.Api.Access;
using DataExport.Web.Api.Errors;
using DataExport.Web.Api.Limits;
using DataExport.Web.Api.Lists;
using Microsoft.AspNetCore.Http.HttpResults;
using StoredEventId = DataExport.Core.Events.EventId;

namespace DataExport.Web.Api.Events;

/// <summary><c>organizations/{org}/events/</c> and <c>events-stats/</c>: Discover; <c>projects/{org}/{project}/events/{id}/</c>: one event.</summary>
internal static class EventEndpoints
{
    private const string TooMany = "Your interval and date range would create too many results. Use a larger interval, or a smaller date range.";

    private static readonly ApiError TimedOut = ApiError.Detail(
        StatusCodes.Status503ServiceUnavailable,
        "Query timeout. Please try a smaller date range, fewer projects or a narrower search; an export has no such limit.");

    public static void MapEvents(this IEndpointRouteBuilder api)
    {
        var limit = new RateLimitGroup("events");
        var organization = api.MapGroup("organizations/{organization}").WithMetadata(limit).RequireOrganization().RequireScope(Scopes.EventRead);
        organization.MapGet("events", ListAsync).AllowQuery(EventQuery.TableParameters);
        organization.MapGet("events-stats", CountAsync).AllowQuery(EventQuery.SeriesParameters);
        api.MapGet("projects/{organization}/{project}/events/{event}", Read).WithMetadata(limit).RequireOrganization().RequireScope(Scopes.EventRead);
    }

    private static async Task<Results<Ok<EventTableJson>, ApiError>> ListAsync(
        ApiOrganization current, DiscoverNormaliser normaliser, EventTables tables, HttpContext context, CancellationToken cancellationToken)
    {
        if (Paging.ReadTake(context.Request) is not { } take)
        {
            return Paging.InvalidPerPage;
        }

        var (query, error) = EventQuery.Read(context.Request.Query, current.Access, normaliser);
        if (query is null)
        {
            return error!;
        }

        var cursor = (string?)context.Request.Query[Paging.CursorName];
        if ((string.IsNullOrEmpty(cursor) ? tables.Start : TableCursor.Parse(cursor)) is not { } place)
        {
            return Paging.InvalidCursor;
        }

        if (await tables.ReadAsync(query, EventQuery.Slugs(current.Access, query), place, take, cancellationToken) is not { } page)
        {
            return TimedOut;
        }

        PageLinks.Send(context, (TableCursor.Write(page.Previous), page.HasPrevious), (TableCursor.Write(page.Next), page.HasNext));
        return TypedResults.Ok(EventTableJson.From(query.Field, page));
    }

    private static async Task<Results<Ok<EventSeriesJson>, ApiError>> CountAsync(
        ApiOrganization current, DiscoverNormaliser normaliser, EventCounts counts, HttpRequest request, CancellationToken cancellationToken)
    {
        var (query, error) = EventQuery.Read(request.Query, current.Access, normaliser, withFields: false);
        if (query is null)
        {
            return error!;
        }

        var text = (string?)request.Query["interval"];
        var interval = string.IsNullOrEmpty(text) ? null : Periods.ParseRelative(text);
        if (!string.IsNullOrEmpty(text) && !(interval >= TimeSpan.FromSeconds(1)))
        {
            return ApiError.Validation("interval", $"Invalid interval: '{text}'. Use a number with s, m, h, d or w, such as 1h.");
        }

        return await counts.CountAsync(query, EventQuery.Slugs(current.Access, query), interval, cancellationToken) switch
        {
            SeriesResult.Ready(var series) => TypedResults.Ok(EventSeriesJson.From(series)),
            SeriesResult.TooManyBuckets => ApiError.Validation("interval", TooMany),
            _ => TimedOut,
        };
    }

    private static Results<Ok<EventJson>, ApiError> Read(ApiOrganization current, string project, string @event, EventCatalogue events) =>
        current.FindProject(project) is { } found && StoredEventId.TryParse(@event, out var id) && events.Find(found.Id, id) is { } stored
            ? TypedResults.Ok(EventJson.From(stored, found))
            : ApiError.NotFound;
}
