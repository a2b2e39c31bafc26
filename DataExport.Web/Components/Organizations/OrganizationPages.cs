using System.Globalization;
using DataExport.Core.Events;
using DataExport.Core.Events.Issues;
using DataExport.Core.Exports;
using DataExport.Core.Organizations;
using DataExport.Core.Users;
using DataExport.Web.Accounts;
using DataExport.Web.Components.Settings;
using Microsoft.AspNetCore.Components.Endpoints;
using StoredEventId = DataExport.Core.Events.EventId;

namespace DataExport.Web.Components.Organizations;

/// <summary>The pages under <c>/organizations/{org}</c> as HTTP sees them, before a circuit opens.</summary>
public static class OrganizationPages
{
    private static readonly string[] ShortAddresses = ["/", "/exports", "/exports/new", "/discover", "/issues", "/projects", "/settings", SecurityPage.Short];

    /// <summary>
    /// Answers 404 for an organization, project, issue, event or export that the person may not see, leads from an organization's id to its slug, and
    /// remembers the organization.
    /// </summary>
    /// <remarks>The components check again, each time: this is for the status of the answer, which a circuit cannot set.</remarks>
    public static IApplicationBuilder UseOrganizationPages(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null
            || context.GetRouteValue("Org") is not string organization
            || PersonClaims.Caller(context.User) is not { } caller)
        {
            await next(context);
        }
        else if (await EnterAsync(context, caller, organization) is not { } slug)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (slug != organization)
        {
            var rest = context.Request.Path.Value!.Split('/', 4) is [_, _, _, var page] ? page : "";
            context.Response.Redirect(OrganizationAddresses.Of(slug, rest) + context.Request.QueryString.ToUriComponent());
        }
        else
        {
            await next(context);
        }
    });

    /// <summary>Maps addresses without an organization: they lead to the one used last.</summary>
    public static IEndpointRouteBuilder MapShortAddresses(this IEndpointRouteBuilder endpoints)
    {
        foreach (var address in ShortAddresses)
        {
            endpoints.MapGet(address, (HttpContext context, AccessRules rules, Profiles profiles) => LeadAsync(context, rules, profiles, address))
                .RequireAuthorization();
        }

        return endpoints;
    }

    // The organization's slug; null when the person sees no such organization, or no such project, issue, event or export in it.
    private static async Task<string?> EnterAsync(HttpContext context, Caller caller, string organization)
    {
        var services = context.RequestServices;
        var access = await services.GetRequiredService<AccessRules>().FindAsync(caller, organization, context.RequestAborted);
        if (access is null)
        {
            return null;
        }

        if (context.GetEndpoint()?.Metadata.GetMetadata<OwnersPageAttribute>() is not null && !access.Has(Scopes.OrgAdmin))
        {
            return null;
        }

        await services.GetRequiredService<Profiles>().SetLastOrganizationAsync(caller.UserId, access.Organization.Id, context.RequestAborted);
        if (context.GetRouteValue("Project") is string project && access.Projects.All(row => row.Slug != project))
        {
            return null;
        }

        if (context.GetRouteValue("IssueId") is string issue && !IsSeen(services.GetRequiredService<IssueCatalogue>(), access, issue))
        {
            return null;
        }

        if (context.GetRouteValue("EventId") is string @event && !IsSeen(services.GetRequiredService<EventCatalogue>(), access, context.GetRouteValue("Project") as string, @event))
        {
            return null;
        }

        var isThere = context.GetRouteValue("ExportId") is not string export
            || await services.GetRequiredService<ExportCatalogue>().FindAsync(access, export, context.RequestAborted) is not null;
        return isThere ? access.Organization.Slug : null;
    }

    private static bool IsSeen(IssueCatalogue issues, OrganizationAccess access, string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var key) && issues.Find(key) is { } issue && access.CanSee([issue.ProjectId]);

    private static bool IsSeen(EventCatalogue events, OrganizationAccess access, string? project, string id) =>
        access.Projects.FirstOrDefault(row => row.Slug == project) is { } found && StoredEventId.TryParse(id, out var key) && events.Find(found.Id, key) is not null;

    private static async Task<IResult> LeadAsync(HttpContext context, AccessRules rules, Profiles profiles, string address)
    {
        var caller = PersonClaims.Caller(context.User)!;
        var organizations = await rules.ListAsync(caller, context.RequestAborted);
        var last = (await profiles.FindAsync(caller.UserId, context.RequestAborted))?.LastOrganizationId;
        var organization = organizations.FirstOrDefault(row => row.Id == last) ?? (organizations.Count > 0 ? organizations[0] : null);
        if (organization is null && last is not null && caller.IsInstanceAdmin)
        {
            organization = (await rules.FindAsync(caller, last.Value, context.RequestAborted))?.Organization;
        }

        var page = address == "/" ? "exports" : address[1..];
        return organization is null
            ? TypedResults.Redirect("/no-organization")
            : TypedResults.Redirect(OrganizationAddresses.Of(organization.Slug, page) + context.Request.QueryString.ToUriComponent());
    }
}
