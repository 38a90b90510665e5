-- Whether the viewer stands for a side of a plan, or keeps the register.
create function agencies.may_see_change(c agencies.agency_change) returns boolean
language sql stable set search_path = '' as $$
  select access.fence() is null
     and (access.roles() && '{ADM,FIM}'
          or 'SPC' = any (access.roles()) and access.agency() in (c.agency_id, c.other_id));
$$;
-- The sides that must agree to a plan.
create function agencies.sides_of(c agencies.agency_change) returns text[]
language sql immutable set search_path = '' as $$
  select case when c.kind in ('merge', 'split') then '{agency,other}'::text[]
              when c.other_id is null then '{agency,partnership}'::text[]
              else '{agency,other,partnership}'::text[] end;
$$;
-- The memberships that a plan moves or ends, and the groups that it gives another lead agency.
create function agencies.going(c agencies.agency_change) returns uuid[]
language sql stable set search_path = '' as $$
  select array(select x.id from agencies.membership x
                where x.agency_id = c.agency_id and x.ended_at is null
                  and (c.kind in ('merge', 'leave')
                       or c.kind = 'split' and x.id = any (c.member_ids)));
$$;
create function agencies.led(c agencies.agency_change) returns uuid[]
language sql stable set search_path = '' as $$
  select array(select g.id from groups."group" g
                where g.lead_agency_id = c.agency_id
                  and (c.kind in ('merge', 'leave') or c.kind = 'split' and exists (
                         select from access.given v
                          where v.group_id = g.id and v.via = 'LRO' and v.revoked_at is null
                            and v.recipient_id = any (c.member_ids))));
$$;
-- The groups that are lent to an agency now.
create function agencies.lent_to(place uuid) returns uuid[]
language sql stable set search_path = '' as $$
  select array(select v.group_id from access.given v
                where v.recipient_id = place and v.via = 'SHARE' and v.revoked_at is null
                  and v.valid_from <= now() and v.valid_until > now());
$$;

-- The groups that an agency's people see because they work there: what is given to it, to its
-- duties, to the circles that it is in, and by cascade to an agency above it; with the boards that
-- it has seats on where the seats go with it.
create function agencies.sight_of(place uuid, with_boards boolean) returns uuid[]
language sql stable set search_path = '' as $$
  with recursive above (id, parent_id) as (
    select a.id, a.parent_id from agencies.agency a where a.id = place
    union
    select a.id, a.parent_id from agencies.agency a join above b on a.id = b.parent_id),
  heard (id) as (
    select place
    union
    select d.id from access.duty_recipient d where d.agency_id = place and d.role <> 'FAMILY'
    union
    select d.id from access.duty_recipient d join above a on a.id = d.agency_id
     where d.role = 'FAMILY'
    union
    select o.id from agencies.sharing_circle_member m
      join agencies.sharing_circle o on o.id = m.circle_id and o.state = 'active'
     where m.agency_id = place and m.starts_at <= now()
       and (m.ends_at is null or m.ends_at > now())
    union
    select s.board_id from boards.seat s
     where with_boards and s.agency_id = place and s.ended_at is null)
  select array(select distinct v.group_id from access.given v join heard h on h.id = v.recipient_id
                where v.revoked_at is null and v.valid_from <= now()
                  and (v.valid_until is null or v.valid_until > now()));
$$;
-- Whether an agency has signed the live version of an agreement, and has not left it.
create function agencies.has_signed(agreement uuid, place uuid) returns boolean
language sql stable set search_path = '' as $$
  select exists (
    select from agencies.agreement a
      join agencies.agreement v on v.lineage_id = a.lineage_id and v.state = 'live'
      join agencies.agreement_party p on p.agreement_id = v.id
     where a.id = agreement and p.agency_id = place
       and p.signed_at is not null and p.left_at is null);
$$;

-- Everything that a plan touches, and who gains or loses sight of what.  "what" is the kind of
-- thing, "effect" what becomes of it; of a sight, "name" says whose.
create function agencies.change_touches(one uuid)
returns table (what text, id uuid, group_id uuid, name text, effect text)
language sql stable security definer set search_path = '' as $$
  with c as materialized (
    select k.*, agencies.going(k) as going, agencies.led(k) as led,
           agencies.sight_of(k.agency_id, k.kind <> 'split') as ours,
           agencies.sight_of(k.other_id, false) as theirs, agencies.lent_to(k.other_id) as lent
      from agencies.agency_change k where k.id = one and agencies.may_see_change(k))
  select 'person', x.id, null::uuid, p.name, case c.kind when 'leave' then 'ends' else 'moves' end
    from c join agencies.membership x on x.id = any (c.going)
    join agencies.person p on p.id = x.person_id
  union all
  select 'seat', s.id, null, b.name, case c.kind when 'leave' then 'ends' else 'moves' end
    from c join boards.seat s on s.agency_id = c.agency_id and s.ended_at is null
                             and s.membership_id = any (c.going)
    join boards.board b on b.id = s.board_id
  union all
  select 'action', t.id, t.group_id, '', case when c.other_id is null then 'stays' else 'moves' end
    from c join plans.action t on t.owner_agency_id = c.agency_id
               and t.state not in ('done', 'cancelled')
   where c.kind in ('merge', 'leave') or c.kind = 'split' and t.owner_id = any (c.going)
  union all
  select 'group', g, g, '', case when c.other_id is null then 'stays' else 'moves' end
    from c, unnest(c.led) g
  union all
  select 'nominal', n.id, null, '', case when c.other_id is null then 'stays' else 'moves' end
    from c join groups.nominal n on n.owner_agency_id = c.agency_id
   where c.kind in ('merge', 'leave')
  union all
  select 'share', s.id, s.group_id, '',
         case when c.kind = 'leave' or s.group_id = any (c.lent) then 'ends' else 'moves' end
    from c join groups.share s on s.agency_id = c.agency_id and s.revoked_at is null
               and s.state <> 'declined' and s.until > now()
   where c.kind in ('merge', 'leave')
  union all
  select 'circle', m.id, null, o.name, case c.kind when 'leave' then 'ends' else 'moves' end
    from c join agencies.sharing_circle_member m on m.agency_id = c.agency_id
               and (m.ends_at is null or m.ends_at > now())
    join agencies.sharing_circle o on o.id = m.circle_id
   where c.kind in ('merge', 'leave')
  union all
  select 'stream', w.id, null, w.title, case when c.other_id is null then 'stays' else 'moves' end
    from c join boards.work_stream w on w.lead_agency_id = c.agency_id
   where c.kind in ('merge', 'leave')
  union all
  select 'agreement', a.id, null, a.title, case when c.other_id is null then 'stays' else 'moves' end
    from c join agencies.agreement a on a.owner_agency_id = c.agency_id
               and a.state in ('draft', 'in_consultation', 'live')
   where c.kind in ('merge', 'leave')
  union all
  select 'trigger', t.id, null, '', case when c.other_id is null then 'stays' else 'moves' end
    from c join groups.trigger t on t.agency_id = c.agency_id
               and t.state not in ('mapped', 'not_mapped', 'ended')
   where c.kind in ('merge', 'leave')
  union all
  select 'statement', i.id, i.group_id, '',
         case when c.other_id is null then 'stays' else 'moves' end
    from c join groups.involvement i on i.agency_id = c.agency_id
   where c.kind in ('merge', 'leave')
  union all
  select 'link', l.id, l.group_id, '', case when c.other_id is null then 'stays' else 'moves' end
    from c join (select p.id, p.group_id, p.agency_id from groups.premises p
                 union all select o.id, o.group_id, o.agency_id from groups.court_order o
                 union all select n.id, n.group_id, n.agency_id from groups.named_operation n) l
      on l.agency_id = c.agency_id
   where c.kind in ('merge', 'leave')
  union all
  select 'sight', g, g, 'agency', 'loses'
    from c, (select distinct g from c, unnest(
               c.ours || case c.kind when 'leave' then c.led else '{}' end) g) x (g)
   where c.kind = 'leave' or c.kind = 'split' and g <> all (c.theirs)
  union all
  select 'sight', g, g, 'agency', 'gains'
    from c, unnest(c.theirs) g where c.kind in ('merge', 'split') and g <> all (c.ours)
  union all
  select 'sight', g, g, 'other', 'gains'
    from c, (select distinct g from c, unnest(
               c.led || case c.kind when 'merge' then c.ours else '{}' end) g) x (g)
   where c.other_id is not null and g <> all (c.theirs);
$$;

-- What stands in the way of a plan, each with how often; nothing when it can be carried out.
create function agencies.change_blocks(one uuid) returns table (why text, items bigint)
language sql stable security definer set search_path = '' as $$
  with c as materialized (
    select k.*, agencies.led(k) as led, agencies.going(k) as going,
           agencies.lent_to(k.other_id) as theirs
      from agencies.agency_change k where k.id = one and agencies.may_see_change(k))
  select b.why, count(*) from (
    select case t.what when 'agreement' then 'agreement kept' else t.what end as why
      from c, agencies.change_touches(one) t where t.effect = 'stays'
    union all
    select t.what from c, agencies.change_touches(one) t
     where c.kind = 'leave' and (t.what = 'seat' and not c.ends_seats
                                 or t.what in ('share', 'circle') and not c.ends_shares)
    union all
    select 'owned circle' from c join agencies.sharing_circle o
        on o.owner_agency_id = c.agency_id and o.state = 'active'
     where c.kind = 'leave' and c.other_id is null
    union all
    select 'nobody goes' from c where c.kind = 'split' and c.going = '{}'
    union all
    select 'not active' from c join agencies.agency a on a.id = c.other_id
     where a.state <> 'active'
    union all
    select 'agreement' from c join groups.share s on s.revoked_at is null and s.until > now()
               and s.state <> 'declined'
               and (s.group_id = any (c.led) or c.kind = 'merge' and s.agency_id = c.agency_id)
     where c.other_id is not null and not agencies.has_signed(s.agreement_id, c.other_id)
    union all
    select 'to itself' from c join groups.share s on s.revoked_at is null and s.until > now()
               and s.state <> 'declined' and s.agency_id = c.other_id
               and s.group_id = any (c.led)
    union all
    select 'no taker' from c where c.kind = 'leave' and c.other_id is not null and not exists (
       select from agencies.membership x join agencies.duty d on d.membership_id = x.id
        where x.agency_id = c.other_id and x.ended_at is null and d.role = 'SPC')
    union all
    select 'out of sight' from c join plans.action t on t.owner_agency_id = c.agency_id
               and t.state not in ('done', 'cancelled')
               and (c.kind = 'leave' or c.kind = 'split' and t.owner_id = any (c.going))
     where c.other_id is not null and t.group_id <> all (c.led)
       and t.group_id <> all (c.theirs)
    union all
    select 'same reference' from c join groups.nominal a on a.owner_agency_id = c.agency_id
      join groups.nominal b on b.owner_agency_id = c.other_id and b.reference = a.reference
     where c.kind in ('merge', 'leave')
    union all
    select 'same agreement' from c join agencies.agreement a on a.owner_agency_id = c.agency_id
      join agencies.agreement b on b.owner_agency_id = c.other_id and b.reference = a.reference
                               and b.version = a.version
     where c.kind in ('merge', 'leave')) b
   group by b.why;
$$;

-- The viewer agrees for the first side of theirs that is still open; no person for two sides.
create function agencies.agree_to_change(one uuid) returns text
language plpgsql security definer set search_path = '' as $$
declare
  c agencies.agency_change;
  taken text;
begin
  select k.* into c from agencies.agency_change k where k.id = one for update;
  if c.id is null or not agencies.may_see_change(c) then
    return 'unseen';
  elsif c.state <> 'proposed' then
    return 'state';
  elsif exists (select from agencies.change_consent k
                 where k.change_id = one and k.membership_id = access.membership()) then
    return 'twice';
  end if;
  select s into taken from unnest(agencies.sides_of(c)) with ordinality as o (s, place)
   where not exists (select from agencies.change_consent k where k.change_id = one and k.side = s)
     and case s
           when 'agency' then access.agency() = c.agency_id and access.roles() && '{SPC,FIM}'
           when 'other' then access.agency() = c.other_id and access.roles() && '{SPC,FIM}'
             or 'FIM' = any (access.roles()) and not exists (
                  select from agencies.membership x
                   where x.agency_id = c.other_id and x.ended_at is null)
           else 'FIM' = any (access.roles()) end
   order by place limit 1;
  if taken is null then
    return 'side';
  end if;
  insert into agencies.change_consent (change_id, side, membership_id, given_at)
  values (one, taken, access.membership(), now());
  return '';
end $$;
create function agencies.withdraw_change(one uuid) returns text
language plpgsql security definer set search_path = '' as $$
begin
  update agencies.agency_change c set state = 'withdrawn'
   where c.id = one and c.state = 'proposed' and agencies.may_see_change(c);
  return case when found then '' else 'state' end;
end $$;

-- Gives groups another lead agency, and its duties the lead view.
create function agencies.give_lead(led uuid[], old uuid, taker uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  duties text[] := (select case when a.kind in ('police force', 'regional organised crime unit')
                                 then '{COO}' else '{PRA,SPC}' end::text[]
                       from agencies.agency a where a.id = taker);
begin
  update groups."group" set lead_agency_id = taker where id = any (led);
  update access.given set from_agency_id = taker
   where group_id = any (led) and from_agency_id = old and revoked_at is null;
  update access.glass set owner_agency_id = taker
   where group_id = any (led) and owner_agency_id = old and ended_at is null
     and (state = 'awaiting' or until > now());
  update agencies.origin_consent set asked_by_agency_id = taker
   where group_id = any (led) and asked_by_agency_id = old and state in ('asked', 'given');
  update access.given v set revoked_at = now() from access.duty_recipient d
   where d.id = v.recipient_id and d.agency_id = old and v.via = 'LEAD'
     and v.group_id = any (led) and v.revoked_at is null;
  insert into access.duty_recipient (id, agency_id, role)
  select gen_random_uuid(), taker, r from unnest(duties) r on conflict (agency_id, role) do nothing;
  insert into access.given
    (id, group_id, from_agency_id, recipient_id, view, sections, via, valid_from, needs_acceptance)
  select gen_random_uuid(), g, taker, d.id, 3, 2047, 'LEAD', now(), false
    from unnest(led) g join access.duty_recipient d
      on d.agency_id = taker and d.role = any (duties)
   where not exists (select from access.given v
                      where v.group_id = g and v.recipient_id = d.id and v.revoked_at is null
                        and v.view = 3 and v.via in ('LEAD', 'STANDING'));
end $$;

-- Moves memberships with their seats to another agency of the same partnership.
create function agencies.move_members(going uuid[], taker uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  one record;
  fitting text[] := '{BCH,BSE,BME}'::text[] || (select agencies.roles_of(a.kind)
                                                  from agencies.agency a where a.id = taker);
begin
  for one in select x.id, x.agency_id, (
                 select y.id from agencies.membership y
                  where y.person_id = x.person_id and y.agency_id = taker
                    and y.ended_at is null) as there
               from agencies.membership x where x.id = any (going) loop
    update access.sign_in set ended_at = now() where membership_id = one.id and ended_at is null;
    -- What was shut to the old agency, or to them, stays shut to them.
    insert into access.denial
      (id, group_id, membership_id, reason, starts_at, until, given_by_id)
    select gen_random_uuid(), d.group_id, coalesce(one.there, one.id), d.reason, d.starts_at,
           d.until, d.given_by_id
      from access.denial d
     where d.ended_at is null and (d.until is null or d.until > now())
       and (d.agency_id = one.agency_id or one.there is not null and d.membership_id = one.id);
    update groups.training set agency_id = taker, membership_id = coalesce(one.there, one.id)
     where membership_id = one.id;
    delete from groups.team_member t using groups.team w
     where t.membership_id = one.id and w.id = t.team_id and w.agency_id <> taker;
    insert into groups.team_member (team_id, membership_id)
    select t.team_id, one.there from groups.team_member t
     where t.membership_id = one.id and one.there is not null on conflict do nothing;
    delete from groups.team_member t where t.membership_id = one.id and one.there is not null;
    if one.there is not null then
      update plans.action set owner_id = one.there, version = version + 1
       where owner_id = one.id and state not in ('done', 'cancelled');
      update access.given set recipient_id = one.there
       where recipient_id = one.id and revoked_at is null and share_id is null;
      update groups.officer set membership_id = one.there
       where membership_id = one.id and (until is null or until > now());
      update groups.handover set to_membership_id = one.there
       where to_membership_id = one.id and state = 'offered';
      perform agencies.end_membership(one.id);
    else
      update agencies.membership set agency_id = taker where id = one.id;
      update boards.seat set agency_id = taker
       where membership_id = one.id and ended_at is null;
      update agencies.role_check set agency_id = taker
       where membership_id = one.id and answer = '';
      delete from agencies.duty d
       where d.membership_id = one.id and d.role <> all (fitting)
         and (select a.kind from agencies.agency a where a.id = one.agency_id)
             <> (select a.kind from agencies.agency a where a.id = taker);
    end if;
  end loop;
end $$;

-- What an agency that goes still holds: passed on to its taker in a merger, else ended.
create function agencies.settle_loans(old uuid, taker uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  one record;
begin
  for one in select s.id, s.group_id from groups.share s
              where s.agency_id = old and s.revoked_at is null and s.state <> 'declined' loop
    if taker is null or exists (
         select from access.given v
          where v.recipient_id = taker and v.group_id = one.group_id and v.via = 'SHARE'
            and v.revoked_at is null and v.valid_until > now()) then
      update groups.share set revoked_at = now(), revoked_by_id = access.membership()
       where id = one.id;
    else
      update groups.share set agency_id = taker where id = one.id;
      update access.given set recipient_id = taker where share_id = one.id and recipient_id = old;
      insert into access.duty_recipient (id, agency_id, role)
      values (gen_random_uuid(), taker, 'FAMILY') on conflict (agency_id, role) do nothing;
      update access.given v set recipient_id = f.id
        from access.duty_recipient f, access.duty_recipient was
       where v.share_id = one.id and was.id = v.recipient_id and was.agency_id = old
         and f.agency_id = taker and f.role = 'FAMILY';
    end if;
  end loop;
  update agencies.sharing_circle_member m
     set ends_at = greatest(now(), m.starts_at + interval '1 microsecond')
   where m.agency_id = old and (m.ends_at is null or m.ends_at > now())
     and (taker is null or exists (
            select from agencies.sharing_circle_member o
             where o.circle_id = m.circle_id and o.agency_id = taker
               and (o.ends_at is null or o.ends_at > now())));
  update agencies.sharing_circle_member set agency_id = taker
   where taker is not null and agency_id = old and (ends_at is null or ends_at > now());
end $$;

-- What an agency wrote and keeps, passed on to the one that takes over, if there is one: what it
-- said of people, what it linked, the agreements that it keeps, what it spotted and proposed.
create function agencies.pass_on(old uuid, taker uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if taker is null then
    return;
  end if;
  update groups.involvement set agency_id = taker where agency_id = old;
  update groups.combination b set agency_id = taker
   where b.agency_id = old and b.undone_at is null and not exists (
           select from groups.combination o
            where o.agency_id = taker and o.merged_id = b.merged_id and o.undone_at is null);
  update groups.premises set agency_id = taker where agency_id = old;
  update groups.court_order set agency_id = taker where agency_id = old;
  update groups.named_operation set agency_id = taker where agency_id = old;
  update groups.trigger set agency_id = taker where agency_id = old;
  update groups.spotting_report set agency_id = taker where agency_id = old;
  update agencies.agreement set owner_agency_id = taker where owner_agency_id = old;
  update agencies.origin_consent set owner_agency_id = taker
   where owner_agency_id = old and state in ('asked', 'given');
end $$;

-- Carries a plan out, once every side has agreed and nothing stands in its way: all or nothing.
create function agencies.carry_out_change(one uuid) returns text
language plpgsql security definer set search_path = '' as $$
declare
  c agencies.agency_change;
  going uuid[];
  led uuid[];
  taker uuid;
  proof jsonb;
  member uuid;
begin
  perform pg_advisory_xact_lock(2015061527);
  select k.* into c from agencies.agency_change k where k.id = one for update;
  if c.id is null or not agencies.may_see_change(c) then
    return 'unseen';
  elsif c.state <> 'proposed' then
    return 'state';
  elsif exists (select from unnest(agencies.sides_of(c)) s
                 where not exists (select from agencies.change_consent k
                                    where k.change_id = one and k.side = s)) then
    return 'consent';
  elsif exists (select from agencies.change_blocks(one)) then
    return 'blocked';
  end if;
  going := agencies.going(c);
  led := agencies.led(c);
  select coalesce(jsonb_object_agg(t.what || ' ' || t.effect, t.items), '{}') into proof
    from (select k.what, k.effect, count(*) as items from agencies.change_touches(one) k
           group by 1, 2) t;
  insert into agencies.succession (id, agency_id, change_id, what, old_name, successor_id, at)
  select gen_random_uuid(), a.id, c.id, c.kind, a.name, c.other_id, now()
    from agencies.agency a where a.id = c.agency_id;
  if c.kind = 'rename' then
    update agencies.agency set name = c.new_name where id = c.agency_id;
  end if;
  if c.other_id is not null then
    perform agencies.give_lead(led, c.agency_id, c.other_id);
  end if;
  if c.kind = 'merge' then
    update groups.team set agency_id = c.other_id where agency_id = c.agency_id;
  end if;
  if c.kind in ('merge', 'split') then
    update plans.action set owner_agency_id = c.other_id, version = version + 1
     where owner_agency_id = c.agency_id
       and (c.kind = 'merge' or owner_id = any (going) and state not in ('done', 'cancelled'));
    perform agencies.move_members(going, c.other_id);
  elsif c.kind = 'leave' then
    select x.id into taker from agencies.membership x
      join agencies.duty d on d.membership_id = x.id and d.role = 'SPC'
     where x.agency_id = c.other_id and x.ended_at is null order by x.started_at, x.id limit 1;
    update plans.action set owner_agency_id = c.other_id, owner_id = taker, version = version + 1
     where owner_agency_id = c.agency_id and state not in ('done', 'cancelled');
    foreach member in array going loop
      perform agencies.end_membership(member);
    end loop;
    update access.given set revoked_at = now()
     where recipient_id = any (going) and revoked_at is null;
  end if;
  if c.kind in ('merge', 'leave') then
    update groups.nominal set owner_agency_id = c.other_id
     where owner_agency_id = c.agency_id and c.other_id is not null;
    perform agencies.pass_on(c.agency_id, c.other_id);
    update groups.handover
       set state = 'declined', answer = 'The agency is no more', answered_at = now()
     where state = 'offered' and (to_agency_id = c.agency_id
                                  or c.kind = 'leave' and to_membership_id = any (going));
    update boards.work_stream set lead_agency_id = c.other_id, version = version + 1
     where lead_agency_id = c.agency_id and c.other_id is not null;
    update agencies.sharing_circle set owner_agency_id = c.other_id
     where owner_agency_id = c.agency_id and c.other_id is not null;
    update agencies.agency set parent_id = nullif(c.other_id, id) where parent_id = c.agency_id;
    perform agencies.settle_loans(
      c.agency_id, case c.kind when 'merge' then c.other_id end);
    if c.kind = 'merge' then
      insert into access.duty_recipient (id, agency_id, role)
      select gen_random_uuid(), c.other_id, d.role from access.duty_recipient d
       where d.agency_id = c.agency_id on conflict (agency_id, role) do nothing;
      update access.given v set recipient_id = n.id
        from access.duty_recipient d join access.duty_recipient n
          on n.role = d.role and n.agency_id = c.other_id
       where d.agency_id = c.agency_id and d.id = v.recipient_id and v.revoked_at is null;
    end if;
    update access.given v set revoked_at = now()
     where v.revoked_at is null and (v.recipient_id = c.agency_id or v.recipient_id in (
             select d.id from access.duty_recipient d where d.agency_id = c.agency_id));
    update agencies.invitation set state = 'withdrawn', token_hash = null
     where agency_id = c.agency_id and state in ('sponsored', 'approved', 'issued');
    update agencies.agency_change k set state = 'withdrawn'
     where k.id <> one and k.state = 'proposed' and c.agency_id in (k.agency_id, k.other_id);
    update agencies.agency set state = 'left' where id = c.agency_id;
  end if;
  update agencies.agency_change set state = 'done', done_at = now(), certificate = proof
   where id = one;
  return '';
end $$;
-- The reference of a group, for whoever sees it: the policies of the caller decide.
create function groups.reference_seen(one uuid) returns text
language sql stable set search_path = '' as $$
  select g.reference from groups."group" g where g.id = one;
$$;
revoke execute on function
  agencies.may_see_change(agencies.agency_change), agencies.sides_of(agencies.agency_change),
  agencies.going(agencies.agency_change), agencies.led(agencies.agency_change),
  agencies.lent_to(uuid), agencies.sight_of(uuid, boolean), agencies.has_signed(uuid, uuid),
  agencies.pass_on(uuid, uuid), agencies.change_touches(uuid), agencies.change_blocks(uuid),
  agencies.agree_to_change(uuid), agencies.withdraw_change(uuid),
  agencies.give_lead(uuid[], uuid, uuid), agencies.move_members(uuid[], uuid),
  agencies.settle_loans(uuid, uuid), agencies.carry_out_change(uuid),
  groups.reference_seen(uuid) from public;
grant execute on function
  agencies.change_touches(uuid), agencies.change_blocks(uuid), agencies.agree_to_change(uuid),
  agencies.withdraw_change(uuid), agencies.carry_out_change(uuid), groups.reference_seen(uuid)
  to portal_web;
