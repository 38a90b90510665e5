-- Who looks at a group as somebody else, and who sits with whom: on the sign-in, for a while.
alter table access.sign_in
  add column looks_as_id uuid, add column looks_at_id uuid, add column looks_until timestamptz,
  add column room uuid[], add column room_until timestamptz;

-- How material may be handled, as reference data: the codes, and the conditions under C.
create table access.handling_code (
  code text not null, name text not null, words text not null,
  constraint pk_handling_code primary key (code));
create table access.handling_condition (
  code text not null, handling_code text not null, words text not null,
  constraint pk_handling_condition primary key (code),
  constraint fk_handling_condition_handling_code
    foreign key (handling_code) references access.handling_code (code));
alter table access.handling_code enable row level security;
alter table access.handling_condition enable row level security;
insert into access.handling_code (code, name, words) values
  ('P', 'Lawful sharing permitted', 'May be shared with a partner who needs it for the purpose of the share.'),
  ('C', 'Lawful sharing permitted with conditions', 'May be shared once each reader has accepted the conditions.');
insert into access.handling_condition (code, handling_code, words) values
  ('no-onward', 'C', 'Do not pass it on, and do not quote it, without the owner''s consent.'),
  ('no-action', 'C', 'Take no action on it before the lead officer has agreed.'),
  ('no-copy', 'C', 'Make no copy, print or note of it outside the portal.'),
  ('named-readers', 'C', 'Read it alone, and discuss it only with people who can open it here.'),
  ('no-proceedings', 'C', 'Do not use it in evidence or in any proceedings.');

-- Whoever may not see a group whatever else would show it to them.
create table access.denial (
  id uuid not null, group_id uuid not null, agency_id uuid, membership_id uuid,
  reason text not null, starts_at timestamptz not null, until timestamptz,
  given_by_id uuid not null, ended_at timestamptz, ended_by_id uuid,
  constraint pk_denial primary key (id),
  constraint ck_denial_one_recipient check ((agency_id is null) <> (membership_id is null)),
  constraint ck_denial_ends_after_start check (until is null or until > starts_at),
  constraint fk_denial_group_id foreign key (group_id) references groups."group" (id),
  constraint fk_denial_agency_id foreign key (agency_id) references agencies.agency (id),
  constraint fk_denial_membership_id foreign key (membership_id) references agencies.membership (id),
  constraint fk_denial_given_by_id foreign key (given_by_id) references agencies.membership (id),
  constraint fk_denial_ended_by_id foreign key (ended_by_id) references agencies.membership (id));
create index ix_denial_group_id on access.denial (group_id);
alter table access.denial enable row level security;

-- Sight in an emergency of those who read no content: asked for, answered by another, and over by
-- itself within a day.
create table access.glass (
  id uuid not null, reference text not null, group_id uuid, owner_agency_id uuid,
  reason text not null, hours smallint not null, asked_by_id uuid not null,
  asked_at timestamptz not null, state text not null, answered_by_id uuid,
  answered_at timestamptz, until timestamptz, ended_at timestamptz, ended_by_id uuid,
  constraint pk_glass primary key (id),
  constraint ck_glass_state_is_known check (state in ('awaiting', 'approved', 'declined')),
  constraint ck_glass_two_people check (asked_by_id <> answered_by_id),
  constraint ck_glass_at_most_a_day check (hours between 1 and 24),
  constraint ck_glass_answered_by_somebody
    check ((state = 'awaiting') = (answered_by_id is null)),
  constraint ck_glass_approved_until
    check ((state = 'approved') = (until is not null) and until <= answered_at + interval '1 day'),
  constraint fk_glass_group_id foreign key (group_id) references groups."group" (id),
  constraint fk_glass_owner_agency_id foreign key (owner_agency_id) references agencies.agency (id),
  constraint fk_glass_asked_by_id foreign key (asked_by_id) references agencies.membership (id),
  constraint fk_glass_answered_by_id foreign key (answered_by_id) references agencies.membership (id),
  constraint fk_glass_ended_by_id foreign key (ended_by_id) references agencies.membership (id));
create index ix_glass_group_id on access.glass (group_id);
alter table access.glass enable row level security;
alter table access.given
  drop constraint ck_given_via_is_known,
  add constraint ck_given_via_is_known
    check (via in ('LRO', 'SRO', 'ANA', 'LEAD', 'STANDING', 'SHARE', 'GLASS'));

-- The asker learns from the answer alone whether there is such a group.
create function access.find_glass() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.group_id := null;
  new.owner_agency_id := null;
  select g.id, g.lead_agency_id into new.group_id, new.owner_agency_id
    from groups."group" g where upper(g.reference) = upper(new.reference);
  return new;
end $$;
create trigger find_glass before insert on access.glass
  for each row execute function access.find_glass();
create function access.keep_glass() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if old.state <> 'awaiting' and new.state <> old.state or old.ended_at is not null then
    raise check_violation using constraint = 'ck_glass_answered_once',
      message = 'what was answered stays answered';
  end if;
  if new.state <> old.state and new.answered_by_id is distinct from access.membership() then
    raise insufficient_privilege using message = 'nobody answers for another';
  end if;
  if new.state = 'approved' and old.state = 'awaiting' then
    insert into access.given
      (id, group_id, from_agency_id, recipient_id, view, sections, via, valid_from, valid_until,
       needs_acceptance)
    values (new.id, new.group_id, new.owner_agency_id, new.asked_by_id, 3, 2047, 'GLASS',
            new.answered_at, new.until, false);
  elsif new.ended_at is not null then
    update access.given set revoked_at = new.ended_at where id = new.id and revoked_at is null;
  end if;
  return null;
end $$;
create trigger keep_glass after update on access.glass
  for each row execute function access.keep_glass();

create or replace function access.leave() returns void language plpgsql set search_path = '' as $$
begin
  perform set_config(name, '', true)
     from unnest('{portal.membership,portal.person,portal.agency,portal.recipients,portal.grantees,portal.fellows,portal.roles,portal.ceiling,portal.denied,portal.fence,portal.room,portal.sign_in}'::text[]) name;
end $$;

-- The groups that are shut to a membership and to its agency.
create function access.denied_to(who uuid, place uuid) returns uuid[]
language sql stable security definer set search_path = ''
begin atomic
  select array(select d.group_id from access.denial d
                where (d.membership_id = who or d.agency_id = place) and d.ended_at is null
                  and d.starts_at <= now() and (d.until is null or d.until > now()));
end;

-- A membership as one who asks, if person, membership, vetting and agency are in good standing.
create function access.stand_of(who uuid)
returns table (membership uuid, person uuid, person_name text, agency uuid, code text, name text,
               ceiling smallint, roles text[], fellows uuid[], recipients uuid[], denied uuid[],
               has_other boolean, leads boolean)
language sql stable security definer set search_path = ''
begin atomic
  select x.id, p.id, p.name, a.id, a.code, a.name, least(x.ceiling, a.ceiling), held.roles,
         array[a.id] || array(
           select f.agency_id from boards.seat s join boards.seat f on f.board_id = s.board_id
            where s.membership_id = x.id and s.ended_at is null and s.agency_id = a.id
              and f.ended_at is null),
         access.recipients_of(x.id, a.id, held.roles), access.denied_to(x.id, a.id),
         exists (select 1 from agencies.membership o join agencies.agency oa on oa.id = o.agency_id
                  where o.person_id = p.id and o.id <> x.id and o.ended_at is null
                    and o.suspended_at is null and oa.state = 'active'),
         exists (select 1 from access.given g
                  where g.recipient_id = x.id and g.via = 'LRO'
                    and g.revoked_at is null and g.valid_from <= now()
                    and (g.valid_until is null or g.valid_until > now()))
    from agencies.membership x
    join agencies.person p on p.id = x.person_id and p.disabled_at is null
    join agencies.agency a on a.id = x.agency_id and a.state = 'active'
    cross join lateral (
      select array(select d.role from agencies.duty d where d.membership_id = x.id
                      and (d.valid_until is null or d.valid_until > now())) as roles) held
   where x.id = who and x.ended_at is null and x.suspended_at is null
     and (x.vetting_until is null or x.vetting_until >= current_date);
end;

-- Who a recipient is, as one who asks: an agency as any of its practitioners, a board or a circle
-- as any of its members, a person as themselves.  Nobody in particular is no membership at all.
create function access.stand_as(recipient uuid)
returns table (membership uuid, person uuid, person_name text, agency uuid, code text, name text,
               ceiling smallint, roles text[], fellows uuid[], recipients uuid[], denied uuid[],
               has_other boolean, leads boolean)
language sql stable security definer set search_path = ''
begin atomic
  select nobody.id, nobody.id, 'Partner practitioner', a.id, a.code, a.name, a.ceiling,
         '{PRA}'::text[], array[a.id], array[a.id], access.denied_to(null, a.id), false, false
    from agencies.agency a, (values ('00000000-0000-0000-0000-000000000000'::uuid)) nobody (id)
   where a.id = recipient and a.state = 'active'
  union all
  select nobody.id, nobody.id, 'Board member', null, '', b.name, b.ceiling, '{BME}'::text[],
         array(select s.agency_id from boards.seat s
                where s.board_id = b.id and s.ended_at is null),
         array[b.id], '{}'::uuid[], false, false
    from boards.board b, (values ('00000000-0000-0000-0000-000000000000'::uuid)) nobody (id)
   where b.id = recipient
  union all
  select nobody.id, nobody.id, 'Member of the circle', null, '', c.name, c.ceiling,
         '{PRA}'::text[], '{}'::uuid[], array[c.id], '{}'::uuid[], false, false
    from agencies.sharing_circle c, (values ('00000000-0000-0000-0000-000000000000'::uuid)) nobody (id)
   where c.id = recipient and c.state = 'active'
  union all
  select * from access.stand_of(recipient);
end;

-- From here on this transaction asks as told.
create function access.put_on(r record, only_group uuid) returns void
language plpgsql set search_path = '' as $$
begin
  perform set_config('portal.membership', r.membership::text, true),
          set_config('portal.person', r.person::text, true),
          set_config('portal.agency', coalesce(r.agency::text, ''), true),
          set_config('portal.roles', r.roles::text, true),
          set_config('portal.ceiling', r.ceiling::text, true),
          set_config('portal.recipients', r.recipients::text, true),
          set_config('portal.grantees', r.recipients::text, true),
          set_config('portal.fellows', r.fellows::text, true),
          set_config('portal.denied', r.denied::text, true),
          set_config('portal.fence', coalesce(only_group::text, ''), true);
end $$;

-- What the pages are told of whoever asks.
create function access.told_of(r record) returns jsonb
language plpgsql set search_path = '' as $$
begin
  return jsonb_build_object(
    'membership_id', r.membership, 'person_id', r.person, 'person_name', r.person_name,
    'agency_id', coalesce(r.agency, r.membership), 'agency_code', r.code, 'agency_name', r.name,
    'roles', r.roles, 'has_other_agencies', r.has_other, 'leads', r.leads);
end $$;

-- Whether whoever asks may answer for a share of the group that somebody else proposed.
create function access.may_answer(only_group uuid) returns boolean
language sql stable security definer set search_path = ''
begin atomic
  select exists (
    select 1 from access.given g join groups."group" k on k.id = g.group_id
     where g.group_id = only_group and g.recipient_id = any (access.recipients())
       and not only_group = any (access.denied()) and k.marking <= access.ceiling()
       and g.view = 3 and g.revoked_at is null and g.valid_from <= now()
       and (g.valid_until is null or g.valid_until > now())
       and (g.via = 'SRO'
            or g.via in ('LEAD', 'STANDING') and 'COO' = any (access.roles())
            or g.via = 'LEAD' and 'SPC' = any (access.roles())));
end;

-- A room asks for what all present see: what each has in common, at the lowest ceiling.  If any of
-- them is no longer in good standing, the room sees nothing.
create function access.sit_down(present uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
declare
  r record;
begin
  select count(*) as people,
         jsonb_agg(jsonb_build_object('who', s.membership, 'recipients', s.recipients)) as all_of,
         min(s.ceiling) as ceiling,
         case when count(distinct s.agency) = 1 then (array_agg(s.agency))[1] end as agency
    into r
    from unnest(present) p (id) cross join lateral access.stand_of(p.id) s;
  perform access.leave();
  perform set_config('portal.membership', '00000000-0000-0000-0000-000000000000', true),
          set_config('portal.person', '00000000-0000-0000-0000-000000000000', true),
          set_config('portal.room', coalesce(r.all_of::text, '[]'), true),
          set_config('portal.ceiling', '-1', true);
  if r.people = cardinality(present) then
    perform set_config('portal.agency', coalesce(r.agency::text, ''), true),
            set_config('portal.ceiling', r.ceiling::text, true),
            set_config('portal.roles', c.roles::text, true),
            set_config('portal.fellows', c.fellows::text, true),
            set_config('portal.recipients', c.recipients::text, true),
            set_config('portal.grantees', c.grantees::text, true),
            set_config('portal.denied', c.denied::text, true)
       from (with s as (select t.* from unnest(present) p (id)
                        cross join lateral access.stand_of(p.id) t)
             select array(select x from s, unnest(s.roles) x group by x
                          having count(distinct s.membership) = r.people) as roles,
                    array(select x from s, unnest(s.fellows) x group by x
                          having count(distinct s.membership) = r.people) as fellows,
                    array(select x from s, unnest(s.recipients) x group by x
                          having count(distinct s.membership) = r.people) as recipients,
                    array(select distinct x from s, unnest(s.recipients) x) as grantees,
                    array(select distinct x from s, unnest(s.denied) x) as denied) c;
  end if;
end $$;

-- Lets in whoever holds the secret, if the sign-in, person, membership, vetting and agency are
-- all in good standing by this database's clock; answers null and sets nobody otherwise.
-- Reading, they ask as whom they chose to see as, or as all in the room; writing, as themselves.
create or replace function access.enter(digest bytea) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  s record;
  me record;
  other record;
  told jsonb;
  mode jsonb;
  reads constant boolean := current_setting('transaction_read_only') = 'on';
begin
  perform access.leave();
  select i.* into s from access.sign_in i
   where i.token_hash = digest and i.ended_at is null
     and now() < i.idle_until and now() < i.ends_at;
  if not found then
    return null;
  end if;
  select * into me from access.stand_of(s.membership_id);
  if not found or me.person <> s.person_id then
    return null;
  end if;
  perform access.put_on(me, null), set_config('portal.sign_in', s.id::text, true);
  told := access.told_of(me);
  if s.looks_until > now() and access.may_share(s.looks_at_id) then
    select * into other from access.stand_as(s.looks_as_id);
    if found then
      mode := jsonb_build_object(
        'kind', 'as', 'until', s.looks_until, 'group_id', s.looks_at_id,
        'recipient_id', s.looks_as_id, 'names', jsonb_build_array(
          case when other.membership = s.looks_as_id
               then other.person_name || ', ' || other.name else other.name end));
      if reads then
        perform access.put_on(other, s.looks_at_id);
        told := access.told_of(other);
      end if;
    end if;
  elsif s.room_until > now() then
    mode := jsonb_build_object(
      'kind', 'room', 'until', s.room_until, 'names', (
        select jsonb_agg(p.name || ', ' || a.name order by a.name, p.name)
          from agencies.membership x join agencies.person p on p.id = x.person_id
          join agencies.agency a on a.id = x.agency_id
         where x.id = any (s.room)),
      'roles', (
        select jsonb_agg(to_jsonb(array(
                 select d.role from agencies.duty d where d.membership_id = x.id
                    and (d.valid_until is null or d.valid_until > now()))))
          from unnest(s.room) x (id)));
    if reads then
      perform access.sit_down(s.room);
      told := told || jsonb_build_object('roles', coalesce(access.roles(), '{}'), 'leads', false);
    end if;
  end if;
  return told || jsonb_build_object('mode', mode);
end $$;

-- One group as a recipient would see it, for whoever may share it, or may answer for a share of it.
-- Grants to the recipient that
-- this transaction has written count, so that a share is seen before it is saved.
create or replace function access.preview(digest bytea, only_group uuid, recipient uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  r record;
begin
  if access.enter(digest) is null or access.fence() is not null or access.in_room()
     or not (access.may_share(only_group) or access.may_answer(only_group)) then
    perform access.leave();
    return null;
  end if;
  perform access.leave();
  select * into r from access.stand_as(recipient);
  if not found then
    return null;
  end if;
  perform access.put_on(r, only_group);
  return access.told_of(r) || jsonb_build_object('mode', null);
end $$;

-- For a while, every page of one group is drawn as somebody else reads it.  False: they may not.
create function access.look_as(only_group uuid, recipient uuid, lasting interval) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if not access.may_share(only_group) or not exists (select 1 from access.stand_as(recipient)) then
    return false;
  end if;
  update access.sign_in
     set looks_as_id = recipient, looks_at_id = only_group, looks_until = now() + lasting,
         room = null, room_until = null
   where id = nullif(current_setting('portal.sign_in', true), '')::uuid;
  return found;
end $$;

-- For a while, every page shows what all of these may see.  It can only narrow what is seen.
create function access.open_room(present uuid[], lasting interval) returns void
language sql security definer set search_path = ''
begin atomic
  update access.sign_in
     set room = array(select distinct x from unnest(present || access.membership()) x),
         room_until = now() + lasting, looks_as_id = null, looks_at_id = null, looks_until = null
   where id = nullif(current_setting('portal.sign_in', true), '')::uuid;
end;

-- Whoever asks sees again as themselves.
create function access.as_oneself() returns void
language sql security definer set search_path = ''
begin atomic
  update access.sign_in
     set room = null, room_until = null, looks_as_id = null, looks_at_id = null, looks_until = null
   where id = nullif(current_setting('portal.sign_in', true), '')::uuid;
end;
revoke execute on function
  access.recipients_of(uuid, uuid, text[]), agencies.agreement_until(uuid, uuid, uuid),
  groups.write_grant(groups.share), access.find_glass(), access.keep_glass(),
  access.denied_to(uuid, uuid), access.stand_of(uuid), access.stand_as(uuid),
  access.put_on(record, uuid), access.told_of(record), access.may_answer(uuid),
  access.sit_down(uuid[]), access.look_as(uuid, uuid, interval),
  access.open_room(uuid[], interval), access.as_oneself() from public;
grant execute on function
  access.look_as(uuid, uuid, interval), access.open_room(uuid[], interval), access.as_oneself()
  to portal_web;
