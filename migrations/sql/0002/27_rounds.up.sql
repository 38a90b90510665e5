-- Begins a round: every live share and role is asked about, and ends by itself unless confirmed.
-- Answers the round, or null where one is under way.
create function agencies.start_round(new_id uuid, due timestamptz) returns uuid
language plpgsql security definer set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(2015061527);
  if not 'FIM' = any (access.roles()) or access.fence() is not null then
    raise insufficient_privilege using message = 'information managers alone start a round';
  elsif exists (select from agencies.recertification r where r.due_at > now()) then
    return null;
  end if;
  insert into agencies.recertification (id, started_at, started_by_id, due_at)
  values (new_id, now(), access.membership(), due);
  insert into agencies.role_check (id, round_id, agency_id, membership_id, role, answer)
  select gen_random_uuid(), new_id, x.agency_id, x.id, d.role, ''
    from agencies.membership x join agencies.duty d on d.membership_id = x.id
   where x.ended_at is null and (d.valid_until is null or d.valid_until > now());
  update agencies.duty d set valid_until = due from agencies.role_check c
   where c.round_id = new_id and c.membership_id = d.membership_id and c.role = d.role;
  insert into agencies.share_check (id, round_id, share_id, group_id, marking, answer)
  select gen_random_uuid(), new_id, s.id, s.group_id, s.marking, ''
    from groups.share s
   where s.revoked_at is null and exists (
           select from access.given g
            where g.share_id = s.id and g.revoked_at is null and g.valid_until > now());
  update access.given g set valid_until = due from agencies.share_check c
   where c.round_id = new_id and g.share_id = c.share_id and g.revoked_at is null
     and g.valid_from < due and g.valid_until > due;
  return new_id;
end $$;

-- The answer on a role: its agency's single point of contact, or an information manager; nobody
-- answers for themselves.
create function agencies.answer_role(one uuid, keep boolean) returns text
language plpgsql security definer set search_path = '' as $$
declare
  c record;
begin
  select k.*, r.due_at into c from agencies.role_check k
    join agencies.recertification r on r.id = k.round_id where k.id = one for update of k;
  if not found or access.fence() is not null
     or not (access.agency() = c.agency_id and 'SPC' = any (access.roles())
             or 'FIM' = any (access.roles())) then
    return 'unseen';
  elsif exists (select from agencies.membership x
                 where x.id = c.membership_id and x.person_id = access.person()) then
    return 'oneself';
  elsif c.due_at <= now() then
    return 'late';
  elsif c.answer <> '' then
    return 'answered';
  end if;
  update agencies.role_check set answered_by_id = access.membership(), answered_at = now(),
         answer = case when keep then 'confirmed' else 'ended' end where id = one;
  if keep then
    update agencies.duty set valid_until = null
     where membership_id = c.membership_id and role = c.role;
  else
    delete from agencies.duty where membership_id = c.membership_id and role = c.role;
  end if;
  return '';
end $$;

-- The answer on a share: whoever leads or coordinates its group.  Confirmed, it runs on to the
-- end that its terms and its agreement give it.
create function agencies.answer_share(one uuid, keep boolean) returns text
language plpgsql security definer set search_path = '' as $$
declare
  c record;
begin
  select k.*, r.due_at into c from agencies.share_check k
    join agencies.recertification r on r.id = k.round_id where k.id = one for update of k;
  if not found or access.fence() is not null or c.marking > access.ceiling() or not exists (
       select from access.given g
        where g.group_id = c.group_id and g.recipient_id = any (access.recipients())
          and g.view = 3 and g.revoked_at is null and g.valid_from <= now()
          and (g.valid_until is null or g.valid_until > now())
          and (g.via = 'LRO'
               or g.via in ('LEAD', 'STANDING') and 'COO' = any (access.roles()))) then
    return 'unseen';
  elsif c.due_at <= now() then
    return 'late';
  elsif c.answer <> '' then
    return 'answered';
  end if;
  update agencies.share_check set answered_by_id = access.membership(), answered_at = now(),
         answer = case when keep then 'confirmed' else 'ended' end where id = one;
  if keep then
    update access.given g
       set valid_until = least(s.until, agencies.agreement_until(
             s.agreement_id, g.from_agency_id,
             coalesce(s.agency_id, s.board_id, s.circle_id, s.membership_id)))
      from groups.share s
     where s.id = c.share_id and g.share_id = s.id and g.revoked_at is null
       and g.valid_until = c.due_at;
  else
    update groups.share set revoked_at = now(), revoked_by_id = access.membership()
     where id = c.share_id and revoked_at is null;
  end if;
  return '';
end $$;

-- How far a round has come, agency by agency, for information managers: counts alone.
create function agencies.round_progress(one uuid)
returns table (agency text, what text, items bigint, confirmed bigint, ended bigint)
language sql stable security definer set search_path = '' as $$
  select a.name, k.what, count(*), count(*) filter (where k.answer = 'confirmed'),
         count(*) filter (where k.answer = 'ended')
    from (select c.agency_id, 'roles' as what, c.answer from agencies.role_check c
           where c.round_id = one
          union all
          select g.lead_agency_id, 'shares', c.answer from agencies.share_check c
            join groups."group" g on g.id = c.group_id where c.round_id = one) k
    join agencies.agency a on a.id = k.agency_id
   where 'FIM' = any (access.roles()) and access.fence() is null
   group by 1, 2;
$$;
revoke execute on function
  agencies.start_round(uuid, timestamptz), agencies.answer_role(uuid, boolean),
  agencies.answer_share(uuid, boolean), agencies.round_progress(uuid) from public;
grant execute on function
  agencies.start_round(uuid, timestamptz), agencies.answer_role(uuid, boolean),
  agencies.answer_share(uuid, boolean), agencies.round_progress(uuid) to portal_web;
