-- More that is told of who is asking.
create function access.grantees() returns uuid[] language sql stable
  return nullif(current_setting('portal.grantees', true), '')::uuid[];
create function access.denied() returns uuid[] language sql stable
  return nullif(current_setting('portal.denied', true), '')::uuid[];
create function access.in_room() returns boolean language sql stable
  return coalesce(current_setting('portal.room', true), '') <> '';

-- The grants that a room shows: those that everyone present holds, or holds better.  What is held
-- by duty at the lead view counts as better than what was lent, and not the other way round.
create function access.room_grants() returns uuid[]
language sql stable security definer set search_path = ''
begin atomic
  with present as (
    select (e ->> 'who')::uuid as who,
           array(select x::uuid from jsonb_array_elements_text(e -> 'recipients') x) as recipients
      from jsonb_array_elements(nullif(current_setting('portal.room', true), '')::jsonb) e),
  held as (
    select p.who, g.id, g.group_id, g.view, g.sections,
           g.view = 3 and g.via in ('LRO', 'SRO', 'ANA', 'LEAD', 'STANDING') as by_duty
      from present p join access.given g on g.recipient_id = any (p.recipients)
     where g.revoked_at is null and g.valid_from <= now()
       and (g.valid_until is null or g.valid_until > now())
       and (not g.needs_acceptance or exists (
             select 1 from access.acceptance a
              where a.share_id = g.share_id and a.membership_id = p.who)))
  select array(
    select h.id from (select distinct id, group_id, view, sections, by_duty from held) h
      join held q on q.group_id = h.group_id and q.view >= h.view
                 and (q.sections & h.sections) = h.sections and (q.by_duty or not h.by_duty)
     group by h.id
    having count(distinct q.who) = (select count(*) from present));
end;

-- The grants by which whoever asks sees a group: what the policies of access.given say, said again
-- for functions that read past them.  A denial beats every grant, a room holds what all present
-- hold, and outside the fence nothing is held.
create function access.held(only_group uuid) returns setof access.given
language sql stable security definer set search_path = ''
begin atomic
  select g.* from access.given g join groups."group" k on k.id = g.group_id
   where g.group_id = only_group and k.marking <= access.ceiling()
     and g.recipient_id = any (access.grantees())
     and (only_group = any (access.denied())) is not true
     and (access.fence() is null or access.fence() = only_group)
     and (not access.in_room() or g.id = any (access.room_grants()))
     and (not g.needs_acceptance or access.fence() is not null or access.in_room() or exists (
           select 1 from access.acceptance a
            where a.share_id = g.share_id and a.membership_id = access.membership()))
     and g.revoked_at is null and g.valid_from <= now()
     and (g.valid_until is null or g.valid_until > now());
end;

-- The shares by which they do.  What hangs on one share a room sees only if that share was made to
-- all present together, and asks nothing of each reader.
create function access.held_shares(only_group uuid) returns uuid[]
language sql stable security definer set search_path = ''
begin atomic
  select array(
    select h.share_id from access.held(only_group) h
     where h.share_id is not null
       and (not access.in_room()
            or h.recipient_id = any (access.recipients()) and not h.needs_acceptance));
end;

-- Whether whoever asks runs the group: they hold the lead view by duty.
create function access.runs(only_group uuid) returns boolean
language sql stable security definer set search_path = ''
begin atomic
  select exists (select 1 from access.held(only_group) h
                  where h.view = 3 and h.via in ('LRO', 'SRO', 'ANA', 'LEAD', 'STANDING'));
end;

-- Whether whoever asks may share the group: its lead officer, or a coordinator by duty.
create function access.may_share(only_group uuid) returns boolean
language sql stable security definer set search_path = ''
begin atomic
  select exists (
    select 1 from access.held(only_group) h
     where h.view = 3 and h.recipient_id = any (access.recipients())
       and (h.via = 'LRO' or h.via in ('LEAD', 'STANDING') and 'COO' = any (access.roles())));
end;
revoke execute on function
  access.grantees(), access.denied(), access.in_room(), access.room_grants(), access.held(uuid),
  access.held_shares(uuid), access.runs(uuid), access.may_share(uuid) from public;
grant execute on function
  access.grantees(), access.denied(), access.in_room(), access.room_grants() to portal_web;
