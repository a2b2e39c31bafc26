using System.Globalization;
using DataExport.Core.Events.Importing;
using DataExport.Core.Organizations;
using DataExport.Web.Api.Access;
using DataExport.Web.Api.Errors;
using DataExport.Web.Api.Limits;
using DataExport.Web.Api.Lists;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.Sqlite;
using ImportService = DataExport.Core.Events.Importing.Imports;

namespace DataExport.Web.Api.Imports;

/// <summary><c>projects/{org}/{project}/import/</c>: import a file, list the imports; <c>…/{id}/</c>: undo one.</summary>
internal static class ImportEndpoints
{
    private static readonly ApiError Interrupted = ApiError.Detail(
        StatusCodes.Status503ServiceUnavailable, "Storing was interrupted and goes on by itself; the list of imports shows how far it is.");

    public static void MapImports(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("projects/{organization}/{project}/import").WithMetadata(new RateLimitGroup("import")).RequireOrganization();
        group.MapPost("/", ImportAsync).RequireScope(Scopes.ProjectWrite).AllowQuery(ImportUpload.MappingName)

            // Files of many gigabytes are the point; they go to the disk as they come.
            .WithMetadata(new DisableRequestSizeLimitAttribute());
        group.MapGet("/", List).RequireScope(Scopes.ProjectRead).AllowQuery(Paging.CursorName, Paging.PerPageName);
        group.MapDelete("{id}", UndoAsync).RequireScope(Scopes.ProjectWrite);
    }

    private static async Task<Results<Ok<ImportResultJson>, ApiError>> ImportAsync(
        ApiOrganization current, string project, ImportService imports, HttpContext context, CancellationToken cancellationToken)
    {
        if (current.FindProject(project) is not { } found)
        {
            return ApiError.NotFound;
        }

        using var upload = new ImportUpload(context.Request, imports, current.Access, found.Id);
        if (await upload.ReadAsync(cancellationToken) is { } error)
        {
            return error;
        }

        return ImportMapping.Parse(upload.Mapping) switch
        {
            MappingResult.Valid(var mapping) => await StoreAsync(imports, upload.Draft!, mapping, context, cancellationToken),
            MappingResult.Invalid(var problems) => Refuse(problems),
            _ => ApiError.BadRequest("The mapping cannot be read."),
        };
    }

    private static async Task<Results<Ok<ImportResultJson>, ApiError>> StoreAsync(
        ImportService imports, ImportDraft draft, ImportMapping mapping, HttpContext context, CancellationToken cancellationToken)
    {
        switch (await imports.StartAsync(draft, mapping, cancellationToken))
        {
            case StartResult.Started(var id):
                context.Response.Headers.ContentLocation = string.Create(CultureInfo.InvariantCulture, $"{context.Request.Path.Value!.TrimEnd('/')}/{id}/");
                return await FinishAsync(imports, id);
            case StartResult.Refused(var problems):
                return Refuse(problems);
            default:
                return ApiError.BadRequest("The file cannot be read.");
        }
    }

    private static async Task<Results<Ok<ImportResultJson>, ApiError>> FinishAsync(ImportService imports, long id)
    {
        try
        {
            return TypedResults.Ok(ImportResultJson.From(await imports.FinishAsync(id)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SqliteException)
        {
            return Interrupted;
        }
    }

    private static Results<Ok<ImportJson[]>, ApiError> List(ApiOrganization current, string project, ImportService imports, HttpContext context)
    {
        if (current.FindProject(project) is not { } found)
        {
            return ApiError.NotFound;
        }

        var (paging, error) = Paging.Read(context.Request);
        if (paging is null)
        {
            return error!;
        }

        var (list, total) = imports.List(current.Access, found.Id, paging.Skip, paging.Take);
        paging.SendLinks(context, total);
        return TypedResults.Ok(list.Select(ImportJson.From).ToArray());
    }

    private static async Task<Results<Ok<ImportJson>, ApiError>> UndoAsync(
        ApiOrganization current, string project, string id, ImportService imports, CancellationToken cancellationToken)
    {
        if (current.FindProject(project) is not { } found || !long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return ApiError.NotFound;
        }

        return await imports.UndoAsync(current.Access, found.Id, number, cancellationToken) switch
        {
            UndoResult.Accepted(var import) => TypedResults.Ok(ImportJson.From(import)),
            UndoResult.Forbidden => ApiError.Forbidden,
            _ => ApiError.NotFound,
        };
    }

    private static ApiError Refuse(IReadOnlyList<ImportProblem> problems)
    {
        if (problems.FirstOrDefault(problem => problem.TooLarge) is { } tooLarge)
        {
            return ApiError.Detail(StatusCodes.Status413PayloadTooLarge, tooLarge.Message);
        }

        var errors = new FieldErrors();
        foreach (var problem in problems)
        {
            errors.Add(problem.Field, problem.Message);
        }

        return ApiError.Validation(errors);
    }
}
