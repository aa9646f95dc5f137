/**
 * The table of audit events, the same in a tenant's file and, for the server's own chain, in the control file. Its
 * triggers refuse every change but an append; the insert is guarded too, since `INSERT OR REPLACE` deletes without
 * asking the trigger of deletes. It has no index and no columns beside the event: each would cost every call, and to
 * read a million events from end to end, which questions by user or time come to, takes seconds and is seldom asked.
 */
export const AUDIT_SCHEMA = `
CREATE TABLE audit_events (
  sequence INTEGER PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  event TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_events_append BEFORE INSERT ON audit_events
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM audit_events)
BEGIN SELECT RAISE(ABORT, 'an audit event is only appended'); END;
CREATE TRIGGER audit_events_update BEFORE UPDATE ON audit_events
BEGIN SELECT RAISE(ABORT, 'an audit event is never changed'); END;
CREATE TRIGGER audit_events_delete BEFORE DELETE ON audit_events
BEGIN SELECT RAISE(ABORT, 'an audit event is never deleted'); END;
`;
