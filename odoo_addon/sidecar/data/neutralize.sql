-- A copied database must not order real goods: every connector goes back to draft.
UPDATE sidecar_connection
   SET state = 'draft';
