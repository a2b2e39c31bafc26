using System.Text.Json;
using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Events.Importing;

/// <summary>The SQL of the table of imports.</summary>
internal static class ImportTable
{
    private const string Columns =
        "id, project_id, user_id, file_name, mapping, state, date_created, date_finished, position, imported, rejected, errors";

    public static long Insert(SqliteConnectionHandle connection, int projectId, int? userId, string fileName, string mapping, long created)
    {
        using var insert = connection.Prepare(
            "INSERT INTO imports (project_id, user_id, file_name, mapping, state, date_created) VALUES (?, ?, ?, ?, ?, ?)");
        insert.Bind(1, projectId).Bind(2, (long?)userId).Bind(3, fileName).Bind(4, mapping).Bind(5, nameof(ImportState.Storing)).Bind(6, created).Run();
        return connection.LastInsertRowId;
    }

    public static Import? Find(SqliteConnectionHandle connection, long id)
    {
        using var find = connection.Prepare($"SELECT {Columns} FROM imports WHERE id = ?");
        return find.Bind(1, id).Step() ? Read(find) : null;
    }

    /// <summary>A project's imports, newest first.</summary>
    public static List<Import> List(SqliteConnectionHandle connection, int projectId, int skip, int take)
    {
        using var list = connection.Prepare($"SELECT {Columns} FROM imports WHERE project_id = ? ORDER BY id DESC LIMIT ? OFFSET ?");
        return ReadAll(list.Bind(1, projectId).Bind(2, take).Bind(3, skip));
    }

    /// <summary>How many imports a project has.</summary>
    public static int Count(SqliteConnectionHandle connection, int projectId)
    {
        using var count = connection.Prepare("SELECT count(*) FROM imports WHERE project_id = ?");
        return count.Bind(1, projectId).Step() ? (int)count.Int64(0) : 0;
    }

    /// <summary>Those that a crash or a stop has left in the middle.</summary>
    public static List<Import> Unfinished(SqliteConnectionHandle connection)
    {
        using var list = connection.Prepare($"SELECT {Columns} FROM imports WHERE state IN (?, ?) ORDER BY id");
        return ReadAll(list.Bind(1, nameof(ImportState.Storing)).Bind(2, nameof(ImportState.Undoing)));
    }

    /// <summary>Moves an import on from the state that is expected; false, and nothing done, when it has another.</summary>
    public static bool Move(SqliteConnectionHandle connection, long id, ImportState from, ImportState to, long? finished)
    {
        using var move = connection.Prepare("UPDATE imports SET state = ?3, date_finished = ?4 WHERE id = ?1 AND state = ?2");
        move.Bind(1, id).Bind(2, from.ToString()).Bind(3, to.ToString()).Bind(4, finished).Run();
        return connection.Changes == 1;
    }

    /// <summary>Writes how far storing is, with the events of the batch in one transaction.</summary>
    public static void Advance(SqliteConnectionHandle connection, Import import)
    {
        using var advance = connection.Prepare("UPDATE imports SET position = ?2, imported = ?3, rejected = ?4, errors = ?5 WHERE id = ?1");
        advance.Bind(1, import.Id).Bind(2, import.Position).Bind(3, import.Imported).Bind(4, import.Rejected)
            .Bind(5, JsonSerializer.Serialize(import.Errors)).Run();
    }

    private static List<Import> ReadAll(SqliteStatement statement)
    {
        var imports = new List<Import>();
        while (statement.Step())
        {
            imports.Add(Read(statement));
        }

        return imports;
    }

    private static Import Read(SqliteStatement row) => new()
    {
        Id = row.Int64(0),
        ProjectId = (int)row.Int64(1),
        UserId = row.IsNull(2) ? null : (int)row.Int64(2),
        FileName = row.Text(3)!,
        Mapping = row.Text(4)!,
        State = Enum.Parse<ImportState>(row.Text(5)!),
        DateCreated = row.Int64(6),
        DateFinished = row.IsNull(7) ? null : row.Int64(7),
        Position = row.Int64(8),
        Imported = row.Int64(9),
        Rejected = row.Int64(10),
        Errors = JsonSerializer.Deserialize<List<ImportError>>(row.Bytes(11))!,
    };
}
