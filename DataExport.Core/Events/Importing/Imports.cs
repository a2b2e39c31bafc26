using DataExport.Core.Organizations;

namespace DataExport.Core.Events.Importing;

/// <summary>Brings files in: receive, look at, check, store, list, undo. Pages and API both come here.</summary>
public sealed class Imports(EventStore events, ImportSpool spool, ImportRunner runner, TimeProvider clock)
{
    private const int LongestName = 255;

    /// <summary>Whether the caller may import files into the project.</summary>
    public static bool MayImport(OrganizationAccess access, int projectId) => access.Has(Scopes.ProjectWrite) && access.CanSee([projectId]);

    /// <summary>Takes a file in; null when the caller may not import into the project.</summary>
    /// <param name="access">Who asks, and where.</param>
    /// <param name="projectId">The project that gets the events.</param>
    /// <param name="fileName">The file's name where it came from.</param>
    /// <param name="content">The bytes, read as a stream.</param>
    /// <param name="progress">Told the bytes so far.</param>
    /// <param name="cancellationToken">Ends the upload, and drops what has come in.</param>
    /// <exception cref="ImportUploadException">The upload broke off.</exception>
    public async Task<ImportDraft?> ReceiveAsync(
        OrganizationAccess access, int projectId, string fileName, Stream content, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (!MayImport(access, projectId))
        {
            return null;
        }

        var name = fileName.Length > LongestName ? fileName[..LongestName] : fileName;
        var draft = new ImportDraft(spool.NewPart(), name, projectId, access.Caller.UserId);
        try
        {
            draft.Bytes = await ImportSpool.WriteAsync(draft.Path, content, progress, cancellationToken);
            return draft;
        }
        catch
        {
            draft.Dispose();
            throw;
        }
    }

    /// <summary>The first rows as they will be understood; nothing is stored.</summary>
    public Task<ImportPreview> PreviewAsync(ImportDraft draft, ImportMapping mapping, CancellationToken cancellationToken) =>
        Task.Run(() => ImportPreview.Read(draft.Path, mapping, draft.ProjectId, clock, cancellationToken), cancellationToken);

    /// <summary>
    /// Reads the file through and, when it is whole, starts to store it. From then on it will be stored, whatever happens to the
    /// caller or to the server.
    /// </summary>
    public async Task<StartResult> StartAsync(ImportDraft draft, ImportMapping mapping, CancellationToken cancellationToken)
    {
        var problems = await Task.Run(() => ImportCheck.Run(draft.Path, mapping, clock, cancellationToken), cancellationToken);
        if (problems.Count > 0)
        {
            return new StartResult.Refused(problems);
        }

        var created = Timestamps.ToMicroseconds(clock.GetUtcNow().UtcDateTime);
        var id = await events.Writer.RunAsync(
            session =>
            {
                var row = ImportTable.Insert(session.Connection, draft.ProjectId, draft.UserId, draft.FileName, mapping.ToJson(), created);

                // Before the commit: an import that is there has its file. A commit that fails leaves a file that the next one overwrites.
                File.Move(draft.Path, spool.PathOf(row), overwrite: true);
                return row;
            },
            cancellationToken);
        return new StartResult.Started(id);
    }

    /// <summary>Stores an import that was started, to its end.</summary>
    public async Task<Import> FinishAsync(long importId) =>
        await runner.RunAsync(importId) ?? throw new InvalidOperationException($"Import {importId} is gone.");

    /// <summary>How far the storing is; null when nothing is being stored.</summary>
    public ImportProgress? ProgressOf(long importId) => runner.ProgressOf(importId);

    /// <summary>A project's imports, newest first, and how many there are; none of a project that the caller cannot see.</summary>
    /// <param name="access">Who asks, and where.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="skip">How many of the newest to leave out.</param>
    /// <param name="take">How many at the most.</param>
    public (IReadOnlyList<Import> Imports, int Total) List(OrganizationAccess access, int projectId, int skip, int take)
    {
        if (!access.CanSee([projectId]))
        {
            return ([], 0);
        }

        using var reader = events.OpenReader();
        return (ImportTable.List(reader, projectId, skip, take), ImportTable.Count(reader, projectId));
    }

    /// <summary>Removes the events of an import, also of one that is still being stored; comes back when they are gone.</summary>
    public async Task<UndoResult> UndoAsync(OrganizationAccess access, int projectId, long importId, CancellationToken cancellationToken)
    {
        if (!access.CanSee([projectId]) || Find(importId)?.ProjectId != projectId)
        {
            return new UndoResult.NotFound();
        }

        if (!MayImport(access, projectId))
        {
            return new UndoResult.Forbidden();
        }

        await events.Writer.RunAsync(
            session => ImportTable.Move(session.Connection, importId, ImportState.Stored, ImportState.Undoing, null)
                || ImportTable.Move(session.Connection, importId, ImportState.Storing, ImportState.Undoing, null),
            cancellationToken);
        return new UndoResult.Accepted(await FinishAsync(importId));
    }

    private Import? Find(long importId)
    {
        using var reader = events.OpenReader();
        return ImportTable.Find(reader, importId);
    }
}
