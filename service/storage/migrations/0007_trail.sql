-- Who changed what when: a row for each change, written in its transaction, and never another one.
-- It refers to nothing, since it outlives what it tells of; `request_id` is found in the log.
-- `key_id` is null where no key was asked for; `account` is set where a command made the change.

CREATE TABLE trail (
    entry bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    happened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    action text NOT NULL CHECK (
        action IN ('store', 'withdraw', 'register', 'create-key', 'revoke-key', 'purge')
    ),
    key_id text,
    account text,
    request_id text,
    agency_id text,
    year smallint,
    revision integer,
    sha256 text,
    about_key text, -- the key that was created or revoked
    PRIMARY KEY (entry)
);

-- For GET /v1/trail?agency_id=, which answers the newest first.
CREATE INDEX trail_agency_id_idx ON trail (agency_id, entry) WHERE agency_id IS NOT NULL;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'nothing of % is ever changed or deleted', TG_TABLE_NAME;
END
$$;

CREATE TRIGGER trail_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON trail
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER keys_stay BEFORE DELETE OR TRUNCATE ON keys
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
