/**
 * The table of audit events, the same in a tenant's file and, for the server's own chain, in the control file. Its
 * triggers refuse every change but an append; the insert is guarded too, since `INSERT OR REPLACE` deletes without
 * asking the trigger of deletes.
 */
export const AUDIT_SCHEMA = `
CREATE TABLE audit_events (
  sequence INTEGER PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  at TEXT NOT NULL,
  user_id TEXT,
  operation TEXT NOT NULL,
  outcome TEXT NOT NULL,
  call_id TEXT NOT NULL,
  event TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_events_by_at ON audit_events (at);
CREATE INDEX audit_events_by_user_id ON audit_events (user_id);
CREATE TRIGGER audit_events_append BEFORE INSERT ON audit_events
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM audit_events)
BEGIN SELECT RAISE(ABORT, 'an audit event is only appended'); END;
CREATE TRIGGER audit_events_update BEFORE UPDATE ON audit_events
BEGIN SELECT RAISE(ABORT, 'an audit event is never changed'); END;
CREATE TRIGGER audit_events_delete BEFORE DELETE ON audit_events
BEGIN SELECT RAISE(ABORT, 'an audit event is never deleted'); END;
`;
