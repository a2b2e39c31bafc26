namespace DataExport.Core.Events;

/// <summary>The tables of <c>events.db</c>, for SQLite. Each step runs once; <c>user_version</c> counts them.</summary>
internal static class EventSchema
{
    /// <summary>The steps, oldest first. Never change one that was released; add another.</summary>
    public static readonly string[] Steps =
    [
        """
        CREATE TABLE events (
            -- AUTOINCREMENT: an id is never given twice, even after the newest events were removed; a cut-off relies on it.
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            project_id INTEGER NOT NULL,
            event_id BLOB NOT NULL,
            timestamp INTEGER NOT NULL,
            received INTEGER NOT NULL,
            issue_id INTEGER NOT NULL,
            level TEXT NOT NULL,
            type TEXT NOT NULL,
            title TEXT NOT NULL,
            message TEXT, culprit TEXT, logger TEXT, platform TEXT, environment TEXT, release TEXT, dist TEXT,
            "transaction" TEXT, server_name TEXT, error_type TEXT, error_value TEXT, error_handled INTEGER,
            user_id TEXT, user_email TEXT, user_username TEXT, user_ip TEXT,
            sdk_name TEXT, sdk_version TEXT, http_method TEXT, http_url TEXT,
            tags TEXT, contexts TEXT, extra TEXT, payload TEXT,
            import_id INTEGER
        );
        CREATE INDEX events_by_time ON events (project_id, timestamp);
        CREATE UNIQUE INDEX events_by_event_id ON events (project_id, event_id);
        CREATE INDEX events_by_issue ON events (issue_id, timestamp);
        CREATE INDEX events_by_import ON events (import_id, issue_id) WHERE import_id IS NOT NULL;

        CREATE TABLE issues (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            project_id INTEGER NOT NULL,
            number INTEGER NOT NULL,
            fingerprint TEXT NOT NULL,
            title TEXT NOT NULL,
            culprit TEXT,
            level TEXT NOT NULL,
            type TEXT NOT NULL,
            status TEXT NOT NULL DEFAULT 'unresolved',
            first_seen INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            times_seen INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX issues_by_fingerprint ON issues (project_id, fingerprint);
        CREATE UNIQUE INDEX issues_by_number ON issues (project_id, number);
        CREATE INDEX issues_by_last_seen ON issues (project_id, last_seen);
        CREATE TABLE issue_numbers (project_id INTEGER PRIMARY KEY, last INTEGER NOT NULL);

        CREATE TABLE project_hours (
            project_id INTEGER NOT NULL, hour INTEGER NOT NULL, times_seen INTEGER NOT NULL, PRIMARY KEY (project_id, hour)
        ) WITHOUT ROWID;
        CREATE TABLE project_environments (project_id INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (project_id, name)) WITHOUT ROWID;
        CREATE TABLE project_tag_keys (project_id INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY (project_id, key)) WITHOUT ROWID;

        CREATE TABLE issue_tag_keys (
            issue_id INTEGER NOT NULL, key TEXT NOT NULL, times_seen INTEGER NOT NULL, values_kept INTEGER NOT NULL,
            PRIMARY KEY (issue_id, key)
        ) WITHOUT ROWID;
        CREATE TABLE issue_tag_values (
            issue_id INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
            times_seen INTEGER NOT NULL, first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL,
            PRIMARY KEY (issue_id, key, value)
        ) WITHOUT ROWID;
        CREATE TABLE watermarks (name TEXT PRIMARY KEY, event_id INTEGER NOT NULL) WITHOUT ROWID;
        INSERT INTO watermarks VALUES ('tag_values', 0);

        CREATE TABLE imports (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            project_id INTEGER NOT NULL,
            user_id INTEGER,
            file_name TEXT NOT NULL,
            mapping TEXT NOT NULL,
            state TEXT NOT NULL,
            date_created INTEGER NOT NULL,
            date_finished INTEGER,
            position INTEGER NOT NULL DEFAULT 0,
            imported INTEGER NOT NULL DEFAULT 0,
            rejected INTEGER NOT NULL DEFAULT 0,
            errors TEXT NOT NULL DEFAULT '[]'
        );
        CREATE INDEX imports_by_project ON imports (project_id);
        """,
        """
        -- How many events each import (0: none) has lost, and the lowest id among them: an export that runs meanwhile has to notice.
        CREATE TABLE removals (
            project_id INTEGER NOT NULL, import_id INTEGER NOT NULL, first_event_id INTEGER NOT NULL, events INTEGER NOT NULL,
            PRIMARY KEY (project_id, import_id)
        ) WITHOUT ROWID;
        CREATE TRIGGER events_removed AFTER DELETE ON events BEGIN
            INSERT INTO removals VALUES (old.project_id, coalesce(old.import_id, 0), old.id, 1)
            ON CONFLICT (project_id, import_id) DO UPDATE SET events = events + 1, first_event_id = min(first_event_id, excluded.first_event_id);
        END;
        """,
        """
        -- What state each issue was in at which time, in the order of the changes: is: asks as of the time of the request.
        CREATE TABLE issue_status_changes (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            issue_id INTEGER NOT NULL,
            status TEXT NOT NULL
        );
        CREATE INDEX issue_status_changes_by_issue ON issue_status_changes (issue_id, id, status);
        INSERT INTO issue_status_changes (issue_id, status) SELECT id, status FROM issues WHERE status <> 'unresolved';
        CREATE TRIGGER issue_status_changed AFTER UPDATE OF status ON issues WHEN NEW.status <> OLD.status
        BEGIN INSERT INTO issue_status_changes (issue_id, status) VALUES (NEW.id, NEW.status); END;
        CREATE TRIGGER issue_status_given AFTER INSERT ON issues WHEN NEW.status <> 'unresolved'
        BEGIN INSERT INTO issue_status_changes (issue_id, status) VALUES (NEW.id, NEW.status); END;
        CREATE TRIGGER issue_removed AFTER DELETE ON issues
        BEGIN DELETE FROM issue_status_changes WHERE issue_id = OLD.id; END;
        """,
        """
        -- Counts by level, in the order of levels, without looking at the events themselves.
        CREATE INDEX events_by_level ON events (project_id, level, timestamp);
        """,
        """
        -- What programs send and nobody keeps, such as sessions.
        CREATE TABLE dropped_items (
            project_id INTEGER NOT NULL, kind TEXT NOT NULL, times_seen INTEGER NOT NULL, PRIMARY KEY (project_id, kind)
        ) WITHOUT ROWID;
        """,
    ];
}
