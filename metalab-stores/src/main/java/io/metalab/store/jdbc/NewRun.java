package io.metalab.store.jdbc;

import io.metalab.api.RunId;

/** A run that may not be there yet, with its first attempt. */
record NewRun(RunId runId, AttemptRow row) {}
