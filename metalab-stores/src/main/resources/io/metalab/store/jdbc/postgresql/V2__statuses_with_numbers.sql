-- In an index of statuses the rows of all connections would go to one page, that of the runs that
-- succeeded last, and wait there for each other. So runs are counted in the index of the numbers,
-- of which each connection has a block, and those that did not succeed are looked for in another.
DROP INDEX runs_by_status;
ALTER TABLE runs DROP CONSTRAINT runs_pkey;
ALTER TABLE runs ADD PRIMARY KEY (number) INCLUDE (status, kind);
CREATE INDEX runs_not_successful ON runs (status, kind) WHERE status <> 'success';

-- Few stores are ever asked for computations; one that is makes the index then.
DROP INDEX runs_by_computation;

UPDATE metalab SET format = 2;
