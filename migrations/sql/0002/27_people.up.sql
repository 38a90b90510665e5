-- The three who stand for an invitation, each once; then the link, of which the hash is kept.
create function agencies.answer_invitation(one uuid, step text, link bytea) returns text
language plpgsql security definer set search_path = '' as $$
declare
  i record;
  is_spoc boolean;
  is_keeper boolean := access.roles() && '{ADM,FIM}';
begin
  select v.*, a.kind into i from agencies.invitation v join agencies.agency a on a.id = v.agency_id
   where v.id = one for update of v;
  is_spoc := access.agency() = i.agency_id and 'SPC' = any (access.roles());
  if i.id is null or access.fence() is not null
     or not (is_spoc or is_keeper or i.sponsor_id = access.membership()) then
    return 'unseen';
  elsif step = 'withdraw' then
    if i.state not in ('sponsored', 'approved', 'issued') then
      return 'state';
    end if;
    update agencies.invitation set state = 'withdrawn', token_hash = null where id = one;
    return '';
  elsif access.membership() in (i.sponsor_id, i.approver_id) then
    return 'people';
  elsif step = 'approve' then
    if i.state <> 'sponsored' then
      return 'state';
    elsif not is_spoc and not 'FIM' = any (access.roles()) then
      return 'office';
    elsif exists (select from unnest(i.roles) r where r <> all (agencies.roles_of(i.kind))) then
      return 'role';
    end if;
    update agencies.invitation set state = 'approved', approver_id = access.membership()
     where id = one;
  elsif step = 'issue' then
    if i.state <> 'approved' then
      return 'state';
    elsif link is null then
      return 'office';
    end if;
    update agencies.invitation set state = 'issued', registrar_id = access.membership(),
           token_hash = link, expires_at = now() + interval '7 days'
     where id = one;
  else
    return 'state';
  end if;
  return '';
end $$;

-- Whom a link invites, as the page that accepts it shows it; null when it no longer holds.
create function access.find_invitation(link bytea) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('agency', a.name, 'name', i.name, 'email', i.email,
                            'is_move', i.is_move,
                            'is_known', exists (select from agencies.person p
                                                 where p.email = i.email))
    from agencies.invitation i join agencies.agency a on a.id = i.agency_id
   where i.token_hash = link and i.state = 'issued' and i.expires_at > now()
     and a.state = 'active';
$$;

-- Makes whoever holds the link a member, once.  Somebody who is known keeps their password, which
-- the door has checked before; one who moves leaves every other agency in the same moment.
create function access.accept_invitation(link bytea, hashed text, request text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  i record;
  who uuid;
  place uuid;
  old uuid;
begin
  select v.*, a.ceiling into i from agencies.invitation v
    join agencies.agency a on a.id = v.agency_id and a.state = 'active'
   where v.token_hash = link and v.state = 'issued' and v.expires_at > now() for update of v;
  if not found then
    return false;
  end if;
  select p.id into who from agencies.person p where p.email = i.email;
  if who is null and hashed is null or who is not null and hashed is not null then
    return false;
  elsif who is null then
    who := gen_random_uuid();
    insert into agencies.person (id, name, email) values (who, i.name, i.email);
    insert into agencies.credential (person_id, password_hash, set_at) values (who, hashed, now());
  elsif exists (select from agencies.person p where p.id = who and p.disabled_at is not null) then
    return false;
  end if;
  if i.is_move then
    for old in select x.id from agencies.membership x
                where x.person_id = who and x.ended_at is null and x.agency_id <> i.agency_id loop
      perform agencies.end_membership(old);
    end loop;
  end if;
  select x.id into place from agencies.membership x
   where x.person_id = who and x.agency_id = i.agency_id and x.ended_at is null;
  if place is null then
    place := gen_random_uuid();
    insert into agencies.membership
      (id, person_id, agency_id, vetting_level, vetting_reference, vetting_until, ceiling,
       started_at)
    values (place, who, i.agency_id, i.vetting_level, i.vetting_reference, i.vetting_until,
            i.ceiling, now());
  end if;
  insert into agencies.duty (membership_id, role)
  select place, r from unnest(i.roles) r on conflict do nothing;
  update agencies.invitation set state = 'accepted', token_hash = null, accepted_at = now()
   where id = i.id;
  perform audit.put('person.joined', 'security', place, i.agency_id,
                    jsonb_build_object('person_id', who),
                    jsonb_build_array(jsonb_build_array('person', who, null, i.agency_id)), request);
  return true;
end $$;

-- The door, which now passes over memberships that are suspended or idle for 30 days.
create or replace function access.find_account(asked_email text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'person_id', p.id, 'password_hash', c.password_hash,
    'memberships', coalesce((
       select jsonb_agg(jsonb_build_object('id', x.id, 'agency', a.name) order by a.name)
         from agencies.membership x join agencies.agency a on a.id = x.agency_id
        where x.person_id = p.id and x.ended_at is null and a.state = 'active'
          and agencies.is_open(x)
          and (x.vetting_until is null or x.vetting_until >= current_date)), '[]'))
    from agencies.person p join agencies.credential c on c.person_id = p.id
   where p.email = asked_email and p.disabled_at is null;
$$;
create or replace function access.find_sign_in(digest bytea) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'person_id', p.id, 'membership_id', s.membership_id,
    'remaining', extract(epoch from s.ends_at - now()),
    'memberships', coalesce((
       select jsonb_agg(jsonb_build_object('id', x.id, 'agency', a.name) order by a.name)
         from agencies.membership x join agencies.agency a on a.id = x.agency_id
        where x.person_id = p.id and x.ended_at is null and a.state = 'active'
          and agencies.is_open(x)
          and (x.vetting_until is null or x.vetting_until >= current_date)), '[]'))
    from access.sign_in s join agencies.person p on p.id = s.person_id
   where s.token_hash = digest and s.ended_at is null and p.disabled_at is null
     and now() < s.idle_until and now() < s.ends_at;
$$;
create or replace function access.open_sign_in(
  new_id uuid, digest bytea, person uuid, membership uuid, idle interval, longest interval,
  request text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  agency uuid;
begin
  if membership is not null then
    select x.agency_id into strict agency from agencies.membership x
     where x.id = membership and x.person_id = person and x.ended_at is null
       and agencies.is_open(x);
  end if;
  insert into access.sign_in
    (id, token_hash, person_id, membership_id, opened_at, used_at, idle_until, ends_at)
  values (new_id, digest, person, membership, now(), now(), now() + idle, now() + longest);
  if membership is not null then
    perform audit.put('sign-in.opened', 'security', membership, agency, '{}', '[]', request);
  end if;
end $$;
revoke execute on function
  agencies.answer_invitation(uuid, text, bytea), access.find_invitation(bytea),
  access.accept_invitation(bytea, text, text) from public;
grant execute on function agencies.answer_invitation(uuid, text, bytea) to portal_web;
grant execute on function
  access.find_invitation(bytea), access.accept_invitation(bytea, text, text) to portal_door;
