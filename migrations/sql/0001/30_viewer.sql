-- Who is asking.  Settings last for one transaction; nobody is null everywhere.
create function access.membership() returns uuid language sql stable
  return nullif(current_setting('portal.membership', true), '')::uuid;
create function access.person() returns uuid language sql stable
  return nullif(current_setting('portal.person', true), '')::uuid;
create function access.agency() returns uuid language sql stable
  return nullif(current_setting('portal.agency', true), '')::uuid;
create function access.recipients() returns uuid[] language sql stable
  return nullif(current_setting('portal.recipients', true), '')::uuid[];
create function access.fellows() returns uuid[] language sql stable
  return nullif(current_setting('portal.fellows', true), '')::uuid[];
create function access.roles() returns text[] language sql stable
  return nullif(current_setting('portal.roles', true), '')::text[];
create function access.ceiling() returns smallint language sql stable
  return nullif(current_setting('portal.ceiling', true), '')::smallint;
create function access.fence() returns uuid language sql stable
  return nullif(current_setting('portal.fence', true), '')::uuid;

create function access.leave() returns void language plpgsql set search_path = '' as $$
begin
  perform set_config(name, '', true)
     from unnest('{portal.membership,portal.person,portal.agency,portal.recipients,portal.fellows,portal.roles,portal.ceiling,portal.fence,portal.sign_in}'::text[]) name;
end $$;

-- Lets in whoever holds the secret, if the sign-in, person, membership, vetting and agency are
-- all in good standing by this database's clock; answers null and sets nobody otherwise.
create function access.enter(digest bytea) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  m record;
  held text[];
  boards uuid[];
begin
  perform access.leave();
  select s.id as sign_in, s.membership_id, p.id as person_id, p.name as person_name,
         a.id as agency_id, a.code, a.name as agency_name,
         least(x.ceiling, a.ceiling) as ceiling,
         exists (select 1 from agencies.membership o join agencies.agency oa on oa.id = o.agency_id
                  where o.person_id = p.id and o.id <> x.id and o.ended_at is null
                    and oa.state = 'active') as has_other
    into m
    from access.sign_in s
    join agencies.membership x on x.id = s.membership_id and x.person_id = s.person_id
    join agencies.person p on p.id = x.person_id
    join agencies.agency a on a.id = x.agency_id
   where s.token_hash = digest and s.ended_at is null
     and now() < s.idle_until and now() < s.ends_at
     and x.ended_at is null and (x.vetting_until is null or x.vetting_until >= current_date)
     and p.disabled_at is null and a.state = 'active';
  if not found then
    return null;
  end if;
  held := array(select d.role from agencies.duty d where d.membership_id = m.membership_id);
  boards := array(select b.board_id from boards.seat b
                   where b.membership_id = m.membership_id and b.ended_at is null
                     and b.agency_id = m.agency_id);
  perform set_config('portal.sign_in', m.sign_in::text, true),
          set_config('portal.membership', m.membership_id::text, true),
          set_config('portal.person', m.person_id::text, true),
          set_config('portal.agency', m.agency_id::text, true),
          set_config('portal.roles', held::text, true),
          set_config('portal.ceiling', m.ceiling::text, true),
          set_config('portal.recipients', (array[m.membership_id, m.agency_id] || boards || array(
             select r.id from access.duty_recipient r
              where r.agency_id = m.agency_id and r.role = any (held)))::text, true),
          set_config('portal.fellows', (array[m.agency_id] || array(
             select b.agency_id from boards.seat b
              where b.board_id = any (boards) and b.ended_at is null))::text, true);
  return jsonb_build_object(
    'membership_id', m.membership_id, 'person_id', m.person_id, 'person_name', m.person_name,
    'agency_id', m.agency_id, 'agency_code', m.code, 'agency_name', m.agency_name,
    'roles', held, 'has_other_agencies', m.has_other,
    'leads', exists (select 1 from access.given g
                      where g.recipient_id = m.membership_id and g.via = 'LRO'
                        and g.revoked_at is null and g.valid_from <= now()
                        and (g.valid_until is null or g.valid_until > now())));
end $$;

-- One group as a recipient would see it, for whoever may share it.  Grants to the recipient that
-- this transaction has written count, so that a share is seen before it is saved.
create function access.preview(digest bytea, only_group uuid, recipient uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  r record;
begin
  if access.enter(digest) is null or not exists (
       select 1 from access.given g join groups."group" k on k.id = g.group_id
        where g.group_id = only_group and g.recipient_id = any (access.recipients())
          and k.marking <= access.ceiling()
          and g.view = 3 and g.revoked_at is null and g.valid_from <= now()
          and (g.valid_until is null or g.valid_until > now())
          and (g.via = 'LRO'
               or g.via in ('LEAD', 'STANDING') and 'COO' = any (access.roles()))) then
    perform access.leave();
    return null;
  end if;
  perform access.leave();
  select a.id, a.id as agency, a.name, a.ceiling, '{PRA}'::text[] as roles, array[a.id] as fellows
    into r
    from agencies.agency a where a.id = recipient and a.state = 'active';
  if not found then
    select b.id, null::uuid as agency, b.name, b.ceiling, '{BME}'::text[] as roles,
           array(select s.agency_id from boards.seat s
                  where s.board_id = b.id and s.ended_at is null) as fellows
      into r
      from boards.board b where b.id = recipient;
    if not found then
      return null;
    end if;
  end if;
  perform set_config('portal.fence', only_group::text, true),
          set_config('portal.recipients', array[r.id]::text, true),
          set_config('portal.fellows', r.fellows::text, true),
          set_config('portal.agency', coalesce(r.agency::text, ''), true),
          set_config('portal.roles', r.roles::text, true),
          set_config('portal.ceiling', r.ceiling::text, true);
  return jsonb_build_object(
    'membership_id', '00000000-0000-0000-0000-000000000000',
    'person_id', '00000000-0000-0000-0000-000000000000', 'person_name', '',
    'agency_id', r.id, 'agency_code', '', 'agency_name', r.name,
    'roles', r.roles, 'has_other_agencies', false, 'leads', false);
end $$;

-- Keeps the sign-in of this transaction alive: a page was asked for.
create function access.touch(idle interval) returns void
language sql security definer set search_path = '' as $$
  update access.sign_in set used_at = now(), idle_until = now() + idle
   where id = nullif(current_setting('portal.sign_in', true), '')::uuid and ended_at is null;
$$;
