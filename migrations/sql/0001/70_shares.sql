-- A share and its grant are one: the grant is written, and ended, by the row of the share.
create function groups.keep_grant() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  recipient uuid := coalesce(new.agency_id, new.board_id);
begin
  -- One at a time for each group: two shares sent at once must see each other, and a share is
  -- not taken back while somebody acts by it.
  perform pg_advisory_xact_lock(hashtextextended(new.group_id::text, 20150615));
  if tg_op = 'INSERT' then
    if exists (select 1 from access.given g
                where g.group_id = new.group_id and g.recipient_id = recipient and g.via = 'SHARE'
                  and g.revoked_at is null and g.valid_until > now()) then
      raise unique_violation using constraint = 'uq_given_live_share',
        message = 'this group is shared with this recipient already';
    end if;
    insert into access.given
      (id, group_id, from_agency_id, recipient_id, view, via, share_id, valid_from, valid_until,
       revoked_at)
    select gen_random_uuid(), new.group_id, g.lead_agency_id, recipient, new.view, 'SHARE', new.id,
           new.given_at, new.until, new.revoked_at
      from groups."group" g where g.id = new.group_id;
  elsif old.revoked_at is not null then
    raise check_violation using constraint = 'ck_share_revoked_once',
      message = 'a share that was revoked stays revoked';
  elsif new.revoked_at is not null then
    update access.given set revoked_at = new.revoked_at
     where share_id = new.id and revoked_at is null;
  end if;
  return null;
end $$;
create trigger keep_grant after insert or update on groups.share
  for each row execute function groups.keep_grant();

-- Whoever acts by a grant holds it until they commit: they wait for a revoke that is under way, and
-- then look again.  The policies alone asked before the wait.  Commands act by no grant.
create function access.keep_hold() returns trigger
language plpgsql set search_path = '' as $$
begin
  if access.membership() is not null then
    perform pg_advisory_xact_lock_shared(hashtextextended(new.group_id::text, 20150615));
    if not exists (select 1 from access.given g where g.group_id = new.group_id and g.view >= 2) then
      raise insufficient_privilege using message = 'the grant has ended';
    end if;
  end if;
  return null;
end $$;
create trigger keep_hold after insert or update on plans.action
  for each row execute function access.keep_hold();
create trigger keep_hold after insert on plans.action_update
  for each row execute function access.keep_hold();
