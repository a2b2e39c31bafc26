using DataExport.Core.Exports;
using DataExport.Core.Organizations;
using DataExport.Web.Api.Access;
using DataExport.Web.Api.Errors;
using DataExport.Web.Api.Lists;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataExport.Web.Api.Exports;

/// <summary><c>GET data-export/</c>: the caller's exports, newest first, or everybody's.</summary>
internal static class ExportListEndpoint
{
    /// <summary>The query parameters that it knows.</summary>
    public static readonly string[] Parameters = ["scope", "state", "query_type", "query", "sort", Paging.PerPageName, Paging.CursorName];

    private const string NewestFirst = "-dateCreated";
    private const string OldestFirst = "dateCreated";

    public static async Task<Results<Ok<ExportJson[]>, ApiError>> ListAsync(
        ApiOrganization current, ExportCatalogue catalogue, ExportPresenter presenter, HttpContext context, CancellationToken cancellationToken)
    {
        var (paging, wrongPage) = Paging.Read(context.Request);
        if (paging is null)
        {
            return wrongPage!;
        }

        var errors = new FieldErrors();
        var filter = ReadFilter(context.Request.Query, errors);
        if (errors.Any)
        {
            return ApiError.Validation(errors);
        }

        if (filter.WholeOrganization && !MaySeeEverybodys(current.Access))
        {
            return ApiError.Forbidden;
        }

        var page = await catalogue.ListAsync(current.Access, filter with { Skip = paging.Skip, Take = paging.Take }, cancellationToken);
        paging.SendLinks(context, page.Total);
        return TypedResults.Ok(page.Items.Select(export => presenter.Present(
            context.Request, current.Organization, export,
            page.QueuePositions.TryGetValue(export.Id, out var position) ? position : null)).ToArray());
    }

    private static bool MaySeeEverybodys(OrganizationAccess access) =>
        access.Role >= OrganizationRole.Manager || access.Caller.IsInstanceAdmin;

    private static ExportFilter ReadFilter(IQueryCollection query, FieldErrors errors) => new()
    {
        WholeOrganization = Choice(query, "scope", errors, ("mine", false), ("organization", true)),
        OldestFirst = Choice(query, "sort", errors, (NewestFirst, false), (OldestFirst, true)),
        States = ReadStates(query, errors),
        QueryType = ReadType(query, errors),
        NameContains = query["query"],
    };

    private static T Choice<T>(IQueryCollection query, string name, FieldErrors errors, params (string Text, T Value)[] choices)
    {
        var text = (string?)query[name];
        if (string.IsNullOrEmpty(text))
        {
            return choices[0].Value;
        }

        var found = choices.FirstOrDefault(choice => choice.Text == text);
        if (found.Text is null)
        {
            errors.Add(name, $"\"{text}\" is not a valid choice. Allowed: {string.Join(", ", choices.Select(choice => choice.Text))}.");
        }

        return found.Value;
    }

    private static List<ExportState> ReadStates(IQueryCollection query, FieldErrors errors)
    {
        var states = new List<ExportState>();
        foreach (var text in query["state"].OfType<string>().SelectMany(texts => texts.Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            // Enum.TryParse would take numbers, too.
            if (Enum.GetNames<ExportState>().Contains(text))
            {
                states.Add(Enum.Parse<ExportState>(text));
            }
            else
            {
                errors.Add("state", $"\"{text}\" is not a valid choice. Allowed: {string.Join(", ", Enum.GetNames<ExportState>())}.");
            }
        }

        return states;
    }

    private static QueryType? ReadType(IQueryCollection query, FieldErrors errors)
    {
        var text = (string?)query["query_type"];
        var type = QueryTypeNames.Parse(text);
        if (!string.IsNullOrEmpty(text) && type is null)
        {
            errors.Add("query_type", $"\"{text}\" is not a valid choice.");
        }

        return type;
    }
}
