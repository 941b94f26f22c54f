-- What is left to do of the batches is found however many finished ones are kept.
-- transactional: false

-- For /metrics, which asks for the oldest batch that is not finished, see storage/backlog.py.
DROP INDEX CONCURRENTLY IF EXISTS batch_chunks_unfinished_idx;
CREATE INDEX CONCURRENTLY batch_chunks_unfinished_idx ON batch_chunks (batch_id)
    WHERE ended_at IS NULL;
