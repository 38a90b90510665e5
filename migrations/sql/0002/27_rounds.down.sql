drop function agencies.round_progress(uuid);
drop function agencies.answer_share(uuid, boolean);
drop function agencies.answer_role(uuid, boolean);
drop function agencies.start_round(uuid, timestamptz);
