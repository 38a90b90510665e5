-- How many people a group has, as a band, is a row of its own: a view may open it and not the list.
create table groups.member_band (
  group_id uuid not null, at_least smallint not null, at_most smallint, marking smallint not null,
  constraint pk_member_band primary key (group_id),
  constraint fk_member_band_group_id foreign key (group_id) references groups."group" (id));
alter table groups.member_band enable row level security;
create function groups.count_members(only_group uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  members bigint;
begin
  insert into groups.member_band (group_id, at_least, at_most, marking)
  select g.id, 0, 0, g.marking from groups."group" g where g.id = only_group
      on conflict (group_id) do nothing;
  -- Two who add people at once count one after the other.
  perform 1 from groups.member_band b where b.group_id = only_group for update;
  select count(*) into members from groups.involvement i where i.group_id = only_group;
  update groups.member_band b
     set at_least = case when members > 50 then 51 when members > 20 then 21
                         when members > 10 then 11 when members > 5 then 6
                         when members > 0 then 1 else 0 end,
         at_most = case when members > 50 then null when members > 20 then 50
                        when members > 10 then 20 when members > 5 then 10
                        when members > 0 then 5 else 0 end
   where b.group_id = only_group;
end $$;
create function groups.keep_member_band() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform groups.count_members(one.group_id)
     from (select distinct t.group_id from touched t order by 1) one;
  return null;
end $$;
create trigger keep_member_band_added after insert on groups.involvement
  referencing new table as touched for each statement execute function groups.keep_member_band();
create trigger keep_member_band_changed after update on groups.involvement
  referencing new table as touched for each statement execute function groups.keep_member_band();
create trigger keep_member_band_removed after delete on groups.involvement
  referencing old table as touched for each statement execute function groups.keep_member_band();
select groups.count_members(g.id) from groups."group" g;

-- Whoever acts on a plan must hold a view that opens the plan.
create or replace function access.keep_hold() returns trigger
language plpgsql set search_path = '' as $$
begin
  if access.membership() is not null then
    perform pg_advisory_xact_lock_shared(hashtextextended(new.group_id::text, 20150615));
    if not exists (select 1 from access.given g
                    where g.group_id = new.group_id and g.sections & 8 <> 0) then
      raise insufficient_privilege using message = 'the grant has ended';
    end if;
  end if;
  return null;
end $$;

-- A version opens no more than its level stands for: a board's view names nobody.
alter table access.view_version add constraint ck_view_version_sections_fit_the_level
  check (sections & 1 = 1 and sections between 1 and 2047
         and (view = 3 or sections & 2016 = 0) and (view > 1 or sections & 14 = 0));
create unique index uq_view_version_live on access.view_version (view_id) where state = 'live';
create unique index uq_view_version_draft on access.view_version (view_id) where state = 'draft';

-- A version is proposed as a draft, answered once and by somebody else; going live it takes the
-- place of the one before.  What a share opens is what its own version and every version that went
-- live after it have in common: a narrower view holds at once, a wider one waits for renewal.
create function access.keep_version() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if old.state = 'live' and new.state = 'retired' and pg_trigger_depth() > 1 then
    return new;
  elsif old.state <> 'draft' then
    raise check_violation using constraint = 'ck_view_version_answered_once',
      message = 'a version that was answered stays answered';
  elsif new.state in ('live', 'declined')
        and (new.approved_by_id is null or exists (
          select 1 from agencies.membership a join agencies.membership p on p.person_id = a.person_id
           where a.id = new.approved_by_id and p.id = new.proposed_by_id)) then
    raise check_violation using constraint = 'ck_view_version_two_people',
      message = 'a version is answered by somebody else than who proposed it';
  elsif new.state = 'live' then
    -- Shares that are being written are waited for; those to come wait for this version.
    perform 1 from access.shared_view w where w.id = new.view_id for update;
    update access.view_version set state = 'retired'
     where view_id = new.view_id and state = 'live';
  end if;
  return new;
end $$;
create trigger keep_version before update on access.view_version
  for each row execute function access.keep_version();
create function access.narrow_grants() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.state = 'live' and old.state <> 'live' then
    update access.given g set sections = g.sections & new.sections
      from groups.share s join access.view_version v on v.id = s.view_version_id
     where s.id = g.share_id and v.view_id = new.view_id and g.sections & new.sections <> g.sections;
  end if;
  return null;
end $$;
create trigger narrow_grants after update on access.view_version
  for each row execute function access.narrow_grants();
create function access.meet_the_live_version() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  only_view uuid;
begin
  if new.via = 'SHARE' then
    select v.view_id into only_view from groups.share s
      join access.view_version v on v.id = s.view_version_id where s.id = new.share_id;
    -- A version that is going live at this moment is waited for, and then holds.
    perform 1 from access.shared_view w where w.id = only_view for share;
    select new.sections & l.sections into new.sections
      from access.view_version l where l.view_id = only_view and l.state = 'live';
  end if;
  return new;
end $$;
create trigger meet_the_live_version before insert on access.given
  for each row execute function access.meet_the_live_version();

-- What a version would change, for those who answer for views: the shares that stand, a line for
-- each that the asker's own agency lent, and how many others lent, without a name.
create function access.shares_of_view(only_view uuid)
returns table (recipient text, until timestamptz, sections smallint, number smallint, shares bigint)
language sql stable security definer set search_path = ''
begin atomic
  with standing as (
    select s.id, r.name, s.until, g.sections, v.number, g.from_agency_id = access.agency() as ours
      from groups.share s
      join access.view_version v on v.id = s.view_version_id and v.view_id = only_view
      join access.given g on g.share_id = s.id
       and g.recipient_id = coalesce(s.agency_id, s.board_id, s.circle_id, s.membership_id)
      left join agencies.receiver r on r.id = g.recipient_id
     where s.revoked_at is null and g.revoked_at is null and g.valid_until > now()
       and access.fence() is null and access.roles() && '{FIM,COO}'::text[])
  select coalesce(t.name, 'One person'), t.until, t.sections, t.number, 1
    from standing t where t.ours
  union all
  select null, null, t.sections, t.number, count(*)
    from standing t where not t.ours group by t.sections, t.number
   order by 1 nulls last, 2, 3, 4;
end;
revoke execute on function
  groups.count_members(uuid), groups.keep_member_band(), access.keep_version(),
  access.narrow_grants(), access.meet_the_live_version(), access.shares_of_view(uuid) from public;
grant execute on function access.shares_of_view(uuid) to portal_web;
