-- A share and its grant are one: the grant is written, and ended, by the row of the share.
create function groups.keep_grant() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    insert into access.given
      (id, group_id, from_agency_id, recipient_id, view, via, share_id, valid_from, valid_until)
    select gen_random_uuid(), new.group_id, g.lead_agency_id, coalesce(new.agency_id, new.board_id),
           new.view, 'SHARE', new.id, new.given_at, new.until
      from groups."group" g where g.id = new.group_id;
  elsif new.revoked_at is not null and old.revoked_at is null then
    update access.given set revoked_at = new.revoked_at
     where share_id = new.id and revoked_at is null;
  end if;
  return null;
end $$;
create trigger keep_grant after insert or update on groups.share
  for each row execute function groups.keep_grant();
