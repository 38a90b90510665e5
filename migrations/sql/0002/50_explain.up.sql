-- Who holds a group by standing, duty by duty, for those who do so themselves: a share of the
-- lead view tells nobody who else is there.
create or replace function access.circle(only_group uuid)
returns table (via text, person text, role text, agency text)
language sql stable security definer set search_path = '' as $$
  select g.via, p.name, d.role, a.name
    from access.given g
    left join access.duty_recipient d on d.id = g.recipient_id
    left join agencies.membership m on m.id = g.recipient_id
    left join agencies.person p on p.id = m.person_id
    left join agencies.agency a on a.id = coalesce(d.agency_id, m.agency_id)
   where g.group_id = only_group and g.via not in ('SHARE', 'GLASS') and g.revoked_at is null
     and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now())
     and m.ended_at is null and m.suspended_at is null and p.disabled_at is null
     and a.state = 'active'
     and access.runs(only_group)
   order by array_position('{LRO,SRO,ANA,LEAD,STANDING}', g.via), a.name, d.role, p.name;
$$;

-- Every path by which somebody reads a group, for those who run it: what it is, to whom it leads,
-- who gave and who approved it, until when it holds, and what bars it all the same.
create function access.explain(only_group uuid)
returns table (via text, kind text, name text, agency text, role text, view smallint,
               sections smallint, share_id uuid, given_by text, approved_by text,
               starts_at timestamptz, until timestamptz, asks_acceptance boolean, bar text)
language sql stable security definer set search_path = ''
begin atomic
  select g.via,
         case when d.role = 'FAMILY' then 'family' when d.id is not null then 'duty'
              when m.id is not null then 'person' when b.id is not null then 'board'
              when c.id is not null then 'sharing circle' else 'agency' end,
         coalesce(p.name, b.name, c.name, a.name), a.name, d.role, g.view, g.sections, g.share_id,
         coalesce(giver.name, asked.name), coalesce(approver.name, answered.name),
         g.valid_from, g.valid_until, g.needs_acceptance,
         case when m.ended_at is not null or m.suspended_at is not null
                   or p.disabled_at is not null or m.vetting_until < current_date
                   or coalesce(a.state, c.state, 'active') <> 'active' then 'account'
              when exists (
                select 1 from access.denial x
                 where x.group_id = only_group and x.ended_at is null and x.starts_at <= now()
                   and (x.until is null or x.until > now())
                   and (x.membership_id = m.id or x.agency_id = a.id)) then 'denial'
              when least(m.ceiling, a.ceiling, b.ceiling, c.ceiling) < k.marking then 'ceiling'
              else '' end
    from access.given g
    join groups."group" k on k.id = g.group_id
    left join access.duty_recipient d on d.id = g.recipient_id
    left join agencies.membership m on m.id = g.recipient_id
    left join agencies.person p on p.id = m.person_id
    left join boards.board b on b.id = g.recipient_id
    left join agencies.sharing_circle c on c.id = g.recipient_id
    left join agencies.agency a on a.id = coalesce(d.agency_id, m.agency_id, g.recipient_id)
    left join groups.share s on s.id = g.share_id
    left join agencies.membership gm on gm.id = s.given_by_id
    left join agencies.person giver on giver.id = gm.person_id
    left join agencies.membership am on am.id = s.approved_by_id
    left join agencies.person approver on approver.id = am.person_id
    left join access.glass l on l.id = g.id
    left join agencies.membership lm on lm.id = l.answered_by_id
    left join agencies.person answered on answered.id = lm.person_id
    left join agencies.membership qm on qm.id = l.asked_by_id
    left join agencies.person asked on asked.id = qm.person_id
   where g.group_id = only_group and g.revoked_at is null
     and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now())
     and access.runs(only_group)
   order by array_position('{LRO,SRO,ANA,LEAD,STANDING,SHARE,GLASS}', g.via), 3, 5, g.id;
end;

-- What each step of the order says of one recipient and one group, for whoever may share it.  An
-- agency is any of its practitioners; a person is themselves, with all they answer to.
create function access.verdict(only_group uuid, who uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  r record;
  k record;
  stands boolean;
  opened record;
  waiting boolean;
begin
  if not access.may_share(only_group) or access.fence() is not null or access.in_room() then
    return null;
  end if;
  select * into k from groups."group" g where g.id = only_group;
  select * into r from access.stand_as(who);
  stands := found;
  if not stands then
    -- What would be asked next of somebody who may not enter today.
    select x.id as membership, a.id as agency, least(x.ceiling, a.ceiling) as ceiling,
           access.denied_to(x.id, a.id) as denied,
           access.recipients_of(x.id, a.id, array(
             select d.role from agencies.duty d where d.membership_id = x.id
                and (d.valid_until is null or d.valid_until > now()))) as recipients
      into r
      from agencies.agency a left join agencies.membership x on x.id = who and x.agency_id = a.id
     where a.id = who or x.id = who;
    if not found then
      return null;
    end if;
  end if;
  select max(g.view) filter (where is_open) as view, max(g.view) as most into opened
    from (select g.view, not g.needs_acceptance or r.membership is distinct from who or exists (
                   select 1 from access.acceptance a
                    where a.share_id = g.share_id and a.membership_id = who) as is_open
            from access.given g
           where g.group_id = only_group and g.recipient_id = any (r.recipients)
             and g.revoked_at is null and g.valid_from <= now()
             and (g.valid_until is null or g.valid_until > now())) g;
  return jsonb_build_object(
    'account', stands,
    'denial', not only_group = any (r.denied),
    'agreement', opened.most is not null or r.agency is null or r.agency = k.lead_agency_id
                 or exists (
                   select 1 from agencies.agreement a
                     join agencies.agreement_party mine on mine.agreement_id = a.id
                                                       and mine.agency_id = k.lead_agency_id
                     join agencies.agreement_party theirs on theirs.agreement_id = a.id
                                                         and theirs.agency_id = r.agency
                    where current_date between a.starts_on and a.ends_on),
    'ceiling', k.marking <= r.ceiling,
    'grant', opened.most is not null,
    'conditions', opened.most is null or opened.view is not null,
    'view', opened.view, 'marking', k.marking);
end $$;
revoke execute on function
  access.explain(uuid), access.verdict(uuid, uuid) from public;
grant execute on function access.explain(uuid), access.verdict(uuid, uuid) to portal_web;
