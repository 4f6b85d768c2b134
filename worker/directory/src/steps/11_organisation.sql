ALTER TABLE organisation ADD COLUMN audit_days INTEGER NOT NULL DEFAULT 400; -- how long the audit log is kept
CREATE INDEX audit_by_time ON audit (at);
