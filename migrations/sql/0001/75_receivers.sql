-- Each agency and each board is one to whom a group can be given, under its name as it stands.
create function agencies.keep_receiver() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  made jsonb := to_jsonb(new);
begin
  insert into agencies.receiver as r (id, name, kind, ceiling, is_active)
  values (new.id, new.name, coalesce(made ->> 'kind', 'board'), new.ceiling,
          coalesce(made ->> 'state', 'active') = 'active')
      on conflict (id) do update
     set name = excluded.name, kind = excluded.kind, ceiling = excluded.ceiling,
         is_active = excluded.is_active;
  return null;
end $$;
create trigger keep_receiver after insert or update on agencies.agency
  for each row execute function agencies.keep_receiver();
create trigger keep_receiver after insert or update on boards.board
  for each row execute function agencies.keep_receiver();

-- Who holds a group by standing, duty by duty, for those who do so themselves: a share of the
-- lead view tells nobody who else is there.
create function access.circle(only_group uuid)
returns table (via text, person text, role text, agency text)
language sql stable security definer set search_path = '' as $$
  select g.via, p.name, d.role, a.name
    from access.given g
    left join access.duty_recipient d on d.id = g.recipient_id
    left join agencies.membership m on m.id = g.recipient_id
    left join agencies.person p on p.id = m.person_id
    left join agencies.agency a on a.id = coalesce(d.agency_id, m.agency_id)
   where g.group_id = only_group and g.via <> 'SHARE' and g.revoked_at is null
     and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now())
     and m.ended_at is null and p.disabled_at is null and a.state = 'active'
     and access.fence() is null
     and exists (
       select 1 from access.given mine join groups."group" k on k.id = mine.group_id
        where mine.group_id = only_group and mine.recipient_id = any (access.recipients())
          and mine.view = 3 and mine.via <> 'SHARE' and mine.revoked_at is null and mine.valid_from <= now()
          and (mine.valid_until is null or mine.valid_until > now())
          and k.marking <= access.ceiling())
   order by array_position('{LRO,SRO,ANA,LEAD,STANDING}', g.via), a.name, d.role, p.name;
$$;
