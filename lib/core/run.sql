-- name: run_insert
insert into run (run_id, at, actor, program, command, reason, allow)
values (:run_id, :at, :actor, :program, :command, :reason, :allow)

-- name: run_finish
update run
set created = created + :created, updated = updated + :updated, unchanged = unchanged + :unchanged,
	rejected = rejected + :rejected, finished_at = :finished_at
where run_id = :run_id

-- name: run_command
select command from run where run_id = :run_id

-- name: run_cut
update run set command = :command where run_id = :run_id

-- field: run.from
run r
-- field: run.key
r.run_id
-- field: run.find
om_find(:find, r.actor, r.program, r.command, r.reason)
-- field: run.run_id
r.run_id
-- field: run.at
r.at
-- field: run.actor
r.actor
-- field: run.program
r.program
-- field: run.command
r.command
-- field: run.reason
coalesce(r.reason, '')
-- field: run.allow
coalesce(r.allow, '')
-- field: run.created
r.created
-- field: run.updated
r.updated
-- field: run.unchanged
r.unchanged
-- field: run.rejected
r.rejected
-- field: run.finished_at
r.finished_at
-- field: run.undone_by
r.undone_by
-- field: run.undoes
r.undoes
