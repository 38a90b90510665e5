-- A function that looks on somebody's behalf, and a group for it to look at.

create function access.explain(which uuid) returns bigint
    language sql stable security definer set search_path = pg_catalog, pg_temp
    as $$ select count(*) from access.given g where g.group_id = which and g.revoked_at is null $$;

create table public.sample as select id from groups."group" where number = 1;
grant select on public.sample to portal_web;
