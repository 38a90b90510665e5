-- The door: what sign-in needs, and nothing else.  Only portal_door may call these.
create function access.find_account(asked_email text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'person_id', p.id, 'password_hash', c.password_hash,
    'memberships', coalesce((
       select jsonb_agg(jsonb_build_object('id', x.id, 'agency', a.name) order by a.name)
         from agencies.membership x join agencies.agency a on a.id = x.agency_id
        where x.person_id = p.id and x.ended_at is null and a.state = 'active'
          and (x.vetting_until is null or x.vetting_until >= current_date)), '[]'))
    from agencies.person p join agencies.credential c on c.person_id = p.id
   where p.email = asked_email and p.disabled_at is null;
$$;

-- Whether another try is allowed: ten failures close an address for a quarter of an hour.
create function access.may_try(email bytea) returns boolean
language sql stable security definer set search_path = '' as $$
  select not exists (
    select 1 from access.sign_in_attempt t
     where t.email_hash = email and t.failures >= 10
       and t.last_at > now() - interval '15 minutes');
$$;

create function access.count_failure(email bytea) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into access.sign_in_attempt as t (email_hash, failures, last_at)
  values (email, 1, now())
      on conflict (email_hash) do update
     set failures = case when t.last_at < now() - interval '15 minutes' then 1
                         else least(t.failures + 1, 1000) end,
         last_at = now()
   -- Trying a closed address does not keep it closed.
   where t.failures < 10 or t.last_at < now() - interval '15 minutes';
  perform audit.put('sign-in.failed', 'security', null, null, '{}', '[]', '');
end $$;

create function access.forget_failures(email bytea) returns void
language sql security definer set search_path = '' as $$
  delete from access.sign_in_attempt where email_hash = email;
$$;

-- Opens a sign-in.  Without a membership the person has yet to choose one.
create function access.open_sign_in(
  new_id uuid, digest bytea, person uuid, membership uuid, idle interval, longest interval,
  request text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  agency uuid;
begin
  if membership is not null then
    select x.agency_id into strict agency from agencies.membership x
     where x.id = membership and x.person_id = person and x.ended_at is null;
  end if;
  insert into access.sign_in
    (id, token_hash, person_id, membership_id, opened_at, used_at, idle_until, ends_at)
  values (new_id, digest, person, membership, now(), now(), now() + idle, now() + longest);
  if membership is not null then
    perform audit.put('sign-in.opened', 'security', membership, agency, '{}', '[]', request);
  end if;
end $$;

-- Who holds a sign-in, and the agencies that they may act for; null when it no longer holds.
create function access.find_sign_in(digest bytea) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'person_id', p.id, 'membership_id', s.membership_id,
    'remaining', extract(epoch from s.ends_at - now()),
    'memberships', coalesce((
       select jsonb_agg(jsonb_build_object('id', x.id, 'agency', a.name) order by a.name)
         from agencies.membership x join agencies.agency a on a.id = x.agency_id
        where x.person_id = p.id and x.ended_at is null and a.state = 'active'
          and (x.vetting_until is null or x.vetting_until >= current_date)), '[]'))
    from access.sign_in s join agencies.person p on p.id = s.person_id
   where s.token_hash = digest and s.ended_at is null and p.disabled_at is null
     and now() < s.idle_until and now() < s.ends_at;
$$;

-- Ends a sign-in; harmless when it has ended already.
create function access.close_sign_in(digest bytea, request text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  s record;
begin
  update access.sign_in t set ended_at = now()
   where t.token_hash = digest and t.ended_at is null
  returning t.membership_id,
            (select x.agency_id from agencies.membership x where x.id = t.membership_id) as agency
       into s;
  if found and s.membership_id is not null then
    perform audit.put('sign-in.closed', 'security', s.membership_id, s.agency, '{}', '[]', request);
  end if;
end $$;
