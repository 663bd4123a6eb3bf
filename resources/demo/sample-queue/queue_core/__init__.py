"""A small job queue: broker, storage, workers."""
