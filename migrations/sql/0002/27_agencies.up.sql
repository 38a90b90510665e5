-- Powers of agencies, plans to change one, names they had; invitations; rounds of confirming access.
alter table agencies.membership
  add column vetting_level text not null default '',
  add column vetting_reference text not null default '',
  add column suspended_at timestamptz,
  add column woken_at timestamptz;
alter table agencies.membership
  alter column vetting_level drop default, alter column vetting_reference drop default;
alter table agencies.duty add column valid_until timestamptz;
create table agencies.power (
  id uuid not null, kind text not null, name text not null,
  constraint pk_power primary key (id), constraint uq_power_kind_name unique (kind, name));
create table agencies.confirmed_power (
  agency_id uuid not null, power_id uuid not null, confirmed_by_id uuid not null,
  confirmed_at timestamptz not null,
  constraint pk_confirmed_power primary key (agency_id, power_id),
  constraint fk_confirmed_power_agency_id
    foreign key (agency_id) references agencies.agency (id),
  constraint fk_confirmed_power_power_id foreign key (power_id) references agencies.power (id),
  constraint fk_confirmed_power_confirmed_by_id
    foreign key (confirmed_by_id) references agencies.membership (id));
create table agencies.agency_change (
  id uuid not null, kind text not null, agency_id uuid not null, other_id uuid,
  new_name text not null, member_ids uuid[] not null, ends_seats boolean not null,
  ends_shares boolean not null, reason text not null, state text not null,
  proposed_by_id uuid not null, proposed_at timestamptz not null, done_at timestamptz,
  certificate jsonb,
  constraint pk_agency_change primary key (id),
  constraint ck_agency_change_kind_is_known
    check (kind in ('merge', 'split', 'rename', 'leave')),
  constraint ck_agency_change_state_is_known check (state in ('proposed', 'done', 'withdrawn')),
  constraint ck_agency_change_two_agencies check (agency_id <> other_id),
  constraint ck_agency_change_other_is_named
    check (kind in ('rename', 'leave') or other_id is not null),
  constraint ck_agency_change_done_has_its_proof
    check ((state = 'done') = (certificate is not null)),
  constraint fk_agency_change_agency_id foreign key (agency_id) references agencies.agency (id),
  constraint fk_agency_change_other_id foreign key (other_id) references agencies.agency (id),
  constraint fk_agency_change_proposed_by_id
    foreign key (proposed_by_id) references agencies.membership (id));
create table agencies.change_consent (
  change_id uuid not null, side text not null, membership_id uuid not null,
  given_at timestamptz not null,
  constraint pk_change_consent primary key (change_id, side),
  constraint uq_change_consent_change_id_membership_id unique (change_id, membership_id),
  constraint ck_change_consent_side_is_known check (side in ('agency', 'other', 'partnership')),
  constraint fk_change_consent_change_id
    foreign key (change_id) references agencies.agency_change (id),
  constraint fk_change_consent_membership_id
    foreign key (membership_id) references agencies.membership (id));
create table agencies.succession (
  id uuid not null, agency_id uuid not null, change_id uuid not null, what text not null,
  old_name text not null, successor_id uuid, at timestamptz not null,
  constraint pk_succession primary key (id),
  constraint fk_succession_agency_id foreign key (agency_id) references agencies.agency (id),
  constraint fk_succession_change_id
    foreign key (change_id) references agencies.agency_change (id),
  constraint fk_succession_successor_id
    foreign key (successor_id) references agencies.agency (id));
create table agencies.invitation (
  id uuid not null, agency_id uuid not null, name text not null, email text not null,
  roles text[] not null, vetting_level text not null, vetting_reference text not null,
  vetting_until date not null, is_move boolean not null, state text not null,
  sponsor_id uuid not null, approver_id uuid, registrar_id uuid, made_at timestamptz not null,
  expires_at timestamptz, token_hash bytea, accepted_at timestamptz,
  constraint pk_invitation primary key (id),
  constraint ck_invitation_state_is_known
    check (state in ('sponsored', 'approved', 'issued', 'accepted', 'withdrawn')),
  constraint ck_invitation_three_people
    check (sponsor_id <> approver_id and sponsor_id <> registrar_id
           and approver_id <> registrar_id),
  constraint ck_invitation_approved_by_somebody
    check (state not in ('approved', 'issued', 'accepted') or approver_id is not null),
  constraint ck_invitation_registered_by_somebody
    check (state not in ('issued', 'accepted') or registrar_id is not null),
  constraint ck_invitation_issued_has_a_link
    check ((state = 'issued') = (token_hash is not null)),
  constraint fk_invitation_agency_id foreign key (agency_id) references agencies.agency (id),
  constraint fk_invitation_sponsor_id
    foreign key (sponsor_id) references agencies.membership (id),
  constraint fk_invitation_approver_id
    foreign key (approver_id) references agencies.membership (id),
  constraint fk_invitation_registrar_id
    foreign key (registrar_id) references agencies.membership (id));
create index ix_invitation_agency_id on agencies.invitation (agency_id);
create index ix_invitation_token_hash on agencies.invitation (token_hash);
create table agencies.recertification (
  id uuid not null, started_at timestamptz not null, started_by_id uuid not null,
  due_at timestamptz not null,
  constraint pk_recertification primary key (id),
  constraint ck_recertification_ends_after_start check (due_at > started_at),
  constraint fk_recertification_started_by_id
    foreign key (started_by_id) references agencies.membership (id));
create table agencies.role_check (
  id uuid not null, round_id uuid not null, agency_id uuid not null, membership_id uuid not null,
  role text not null, answer text not null, answered_by_id uuid, answered_at timestamptz,
  constraint pk_role_check primary key (id),
  constraint ck_role_check_answer_is_known check (answer in ('', 'confirmed', 'ended')),
  constraint fk_role_check_round_id
    foreign key (round_id) references agencies.recertification (id),
  constraint fk_role_check_agency_id foreign key (agency_id) references agencies.agency (id),
  constraint fk_role_check_membership_id
    foreign key (membership_id) references agencies.membership (id),
  constraint fk_role_check_answered_by_id
    foreign key (answered_by_id) references agencies.membership (id));
create index ix_role_check_agency_id on agencies.role_check (agency_id);
create table agencies.share_check (
  id uuid not null, round_id uuid not null, share_id uuid not null, group_id uuid not null,
  marking smallint not null, answer text not null, answered_by_id uuid, answered_at timestamptz,
  constraint pk_share_check primary key (id),
  constraint ck_share_check_answer_is_known check (answer in ('', 'confirmed', 'ended')),
  constraint fk_share_check_round_id
    foreign key (round_id) references agencies.recertification (id),
  constraint fk_share_check_share_id foreign key (share_id) references groups.share (id),
  constraint fk_share_check_group_id foreign key (group_id) references groups."group" (id),
  constraint fk_share_check_answered_by_id
    foreign key (answered_by_id) references agencies.membership (id));
create index ix_share_check_group_id on agencies.share_check (group_id);
alter table agencies.power enable row level security;
alter table agencies.confirmed_power enable row level security;
alter table agencies.agency_change enable row level security;
alter table agencies.change_consent enable row level security;
alter table agencies.succession enable row level security;
alter table agencies.invitation enable row level security;
alter table agencies.recertification enable row level security;
alter table agencies.role_check enable row level security;
alter table agencies.share_check enable row level security;
insert into agencies.power (id, kind, name)
select gen_random_uuid(), shipped.kind, shipped.name from (values
  ('police force', 'Common-law policing powers'),
  ('police force', 'Crime and Disorder Act 1998, section 115'),
  ('police force', 'Police and Criminal Evidence Act 1984'),
  ('police force', 'Proceeds of Crime Act 2002'),
  ('regional organised crime unit', 'Common-law policing powers'),
  ('regional organised crime unit', 'Proceeds of Crime Act 2002'),
  ('trading standards', 'Consumer Rights Act 2015, Schedule 5'),
  ('trading standards', 'Enterprise Act 2002, Part 8'),
  ('trading standards', 'Trade Marks Act 1994, section 93'),
  ('local authority', 'Anti-social Behaviour, Crime and Policing Act 2014'),
  ('local authority', 'Crime and Disorder Act 1998, sections 17 and 115'),
  ('local authority', 'Housing Act 2004'),
  ('local authority', 'Licensing Act 2003'),
  ('revenue', 'Commissioners for Revenue and Customs Act 2005'),
  ('revenue', 'Customs and Excise Management Act 1979'),
  ('immigration enforcement', 'Immigration Act 1971'),
  ('immigration enforcement', 'Immigration and Asylum Act 1999'),
  ('government department', 'Social Security Administration Act 1992'),
  ('national agency', 'Crime and Courts Act 2013, section 7'),
  ('police and crime commissioner', 'Police Reform and Social Responsibility Act 2011')
) shipped (kind, name);

-- The agencies that the viewer's own has something in common with: a board, an agreement that it
-- may open, with the parties that it shows there, a loan given or taken, an action, a parent, a plan to change.
create function agencies.known() returns uuid[]
language sql stable security definer set search_path = '' as $$
  select case when access.agency() is null then '{}'::uuid[] else array(
    select access.agency()
    union
    select theirs.agency_id from boards.seat ours
      join boards.seat theirs on theirs.board_id = ours.board_id and theirs.ended_at is null
     where ours.agency_id = access.agency() and ours.ended_at is null
    union
    select theirs.agency_id from agencies.agreement a
      join agencies.agreement_party theirs on theirs.agreement_id = a.id
     where a.id = any (agencies.my_agreements())
       and (a.shows_parties or a.owner_agency_id = access.agency())
    union
    select v.from_agency_id from access.given v
     where v.recipient_id = access.agency() and v.revoked_at is null
       and v.valid_from <= now() and v.valid_until > now()
    union
    select s.agency_id from groups."group" g
      join access.given v on v.group_id = g.id and v.revoked_at is null and v.valid_until > now()
      join groups.share s on s.id = v.share_id
     where g.lead_agency_id = access.agency() and s.agency_id is not null
    union
    select g.lead_agency_id from plans.action t join groups."group" g on g.id = t.group_id
     where t.owner_agency_id = access.agency() and t.state not in ('done', 'cancelled')
    union
    select t.owner_agency_id from groups."group" g join plans.action t on t.group_id = g.id
     where g.lead_agency_id = access.agency() and t.state not in ('done', 'cancelled')
    union
    select a.parent_id from agencies.agency a
     where a.id = access.agency() and a.parent_id is not null
    union
    select a.id from agencies.agency a where a.parent_id = access.agency()
    union
    select unnest(array[c.agency_id, c.other_id]) from agencies.agency_change c
     where c.other_id is not null and access.agency() in (c.agency_id, c.other_id)) end;
$$;

-- Whether the viewer keeps the people of an agency: its own single point of contact, the operator.
create function agencies.keeps_people_of(place uuid) returns boolean
language sql stable set search_path = '' as $$
  select access.fence() is null
     and (access.agency() = place and 'SPC' = any (access.roles()) or 'ADM' = any (access.roles()));
$$;
-- The roles that an agency of a kind gives to its own people; the rest are given from outside.
create function agencies.roles_of(kind text) returns text[]
language sql immutable set search_path = '' as $$
  select case kind
    when 'police force' then '{LRO,SRO,ANA,COO,DIV,SCR,SPC}'::text[]
    when 'regional organised crime unit' then '{SCO,REG,ANA,SPC}'::text[]
    when 'police and crime commissioner' then '{PCC,SPC}'::text[]
    when 'platform operator' then '{ADM,SPC}'::text[]
    else '{PRA,SPC}'::text[] end;
$$;
-- When somebody last did anything here, or was let in anew.
create function agencies.last_used(who uuid) returns timestamptz
language sql stable set search_path = '' as $$
  select greatest(
    (select max(s.used_at) from access.sign_in s where s.person_id = who),
    (select max(greatest(x.started_at, x.woken_at)) from agencies.membership x
      where x.person_id = who),
    (select c.set_at from agencies.credential c where c.person_id = who));
$$;
-- Whether a membership may be acted for: not suspended, and its person not idle for 30 days.
create function agencies.is_open(one agencies.membership) returns boolean
language sql stable set search_path = '' as $$
  select one.suspended_at is null
     and agencies.last_used(one.person_id) > now() - interval '30 days';
$$;

-- The people of an agency for whoever keeps them, and for information managers.
create function agencies.members(only_agency uuid)
returns table (id uuid, name text, roles text[], unconfirmed text[], vetting_level text,
               vetting_reference text, vetting_until date, last_used timestamptz, state text)
language sql stable security definer set search_path = '' as $$
  select x.id, p.name,
         array(select d.role from agencies.duty d where d.membership_id = x.id
                  and (d.valid_until is null or d.valid_until > now()) order by d.role),
         array(select d.role from agencies.duty d
                where d.membership_id = x.id and d.valid_until <= now() order by d.role),
         x.vetting_level, x.vetting_reference, x.vetting_until, agencies.last_used(p.id),
         case when x.ended_at is not null then 'left'
              when p.disabled_at is not null then 'disabled'
              when x.suspended_at is not null then 'suspended'
              when x.vetting_until < current_date then 'vetting out of date'
              when agencies.last_used(p.id) <= now() - interval '30 days' then 'locked'
              else 'active' end
    from agencies.membership x join agencies.person p on p.id = x.person_id
   where x.agency_id = only_agency
     and (agencies.keeps_people_of(only_agency)
          or 'FIM' = any (access.roles()) and access.fence() is null);
$$;

-- Takes a person out of an agency: seats, sharing circles and loans to them alone end with it.
create function agencies.end_membership(one uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update agencies.membership set ended_at = now() where id = one and ended_at is null;
  update access.sign_in set ended_at = now() where membership_id = one and ended_at is null;
  update boards.seat set ended_at = now() where membership_id = one and ended_at is null;
  update agencies.sharing_circle_member
     set ends_at = greatest(now(), starts_at + interval '1 microsecond')
   where membership_id = one and (ends_at is null or ends_at > now());
  update groups.share set revoked_at = now(), revoked_by_id = access.membership()
   where membership_id = one and state <> 'declined' and revoked_at is null;
end $$;

-- What those who keep an agency's people do with one of them.  Answers why not, or nothing.
create function agencies.manage_member(
  one uuid, step text, wanted text[], level text, reference text, until date) returns text
language plpgsql security definer set search_path = '' as $$
declare
  m record;
  held text[];
  own text[];
begin
  select x.*, a.kind into m from agencies.membership x join agencies.agency a on a.id = x.agency_id
   where x.id = one for update of x;
  if not found or not agencies.keeps_people_of(m.agency_id) then
    return 'unseen';
  elsif m.ended_at is not null then
    return 'left';
  elsif m.person_id = access.person() then
    return 'oneself';
  end if;
  case step
    when 'roles' then
      held := array(select d.role from agencies.duty d where d.membership_id = one);
      own := agencies.roles_of(m.kind);
      if exists (select from unnest(wanted) r where r <> all (own) and r <> all (held)) then
        return 'role';
      end if;
      delete from agencies.duty d
       where d.membership_id = one and d.role = any (own) and d.role <> all (wanted);
      insert into agencies.duty (membership_id, role)
      select distinct one, r from unnest(wanted) r where r <> all (held);
    when 'vetting' then
      update agencies.membership set vetting_level = level, vetting_reference = reference,
             vetting_until = until where id = one;
    when 'suspend' then
      update agencies.membership set suspended_at = now() where id = one;
      update access.sign_in set ended_at = now() where membership_id = one and ended_at is null;
    when 'resume' then
      update agencies.membership set suspended_at = null, woken_at = now() where id = one;
    when 'leave' then
      perform agencies.end_membership(one);
    else
      return 'step';
  end case;
  return '';
end $$;

-- The open work of those who left the viewer's agency: what waits for its single point of contact.
create function agencies.left_behind()
returns table (action_id uuid, group_id uuid, owner_id uuid, due_on date)
language sql stable security definer set search_path = '' as $$
  select t.id, t.group_id, t.owner_id, t.due_on
    from plans.action t join agencies.membership x on x.id = t.owner_id
   where t.owner_agency_id = access.agency() and 'SPC' = any (access.roles())
     and access.fence() is null and t.state not in ('done', 'cancelled')
     and (x.ended_at is not null or x.agency_id <> t.owner_agency_id);
$$;
create function agencies.hand_over(one uuid, receiver uuid) returns text
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from agencies.left_behind() l where l.action_id = one) then
    return 'unseen';
  elsif not exists (select from agencies.membership x
                     where x.id = receiver and x.agency_id = access.agency()
                       and x.ended_at is null) then
    return 'receiver';
  end if;
  update plans.action set owner_id = receiver, version = version + 1 where id = one;
  return '';
end $$;

-- The register of agencies: adding one, its state, its contact and its powers.
create function agencies.register(
  new_id uuid, new_code text, new_name text, new_kind text, new_contact text, above uuid)
returns text language plpgsql security definer set search_path = '' as $$
begin
  if not access.roles() && '{ADM,FIM}' or access.fence() is not null then
    return 'unseen';
  elsif exists (select from agencies.agency a where a.code = new_code) then
    return 'code';
  end if;
  insert into agencies.agency (id, code, name, kind, contact, state, ceiling, parent_id)
  values (new_id, new_code, new_name, new_kind, new_contact, 'invited', 2, above);
  insert into access.duty_recipient (id, agency_id, role)
  select gen_random_uuid(), new_id, r from unnest('{PRA,SPC}'::text[]) r;
  return '';
end $$;
create function agencies.set_state(place uuid, wanted text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  now_is text;
begin
  select a.state into now_is from agencies.agency a where a.id = place for update;
  if not access.roles() && '{ADM,FIM}' or access.fence() is not null or now_is is null then
    return 'unseen';
  elsif place = access.agency() then
    return 'oneself';
  elsif (now_is, wanted) not in (('invited', 'active'), ('active', 'suspended'),
                                 ('suspended', 'active')) then
    return 'move';
  end if;
  update agencies.agency set state = wanted where id = place;
  if wanted = 'suspended' then
    update access.sign_in s set ended_at = now() from agencies.membership x
     where x.id = s.membership_id and x.agency_id = place and s.ended_at is null;
  end if;
  return '';
end $$;
create function agencies.describe(new_contact text, powers uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not 'SPC' = any (access.roles()) or access.fence() is not null then
    raise insufficient_privilege using message = 'not the single point of contact';
  end if;
  update agencies.agency set contact = new_contact where id = access.agency();
  delete from agencies.confirmed_power c
   where c.agency_id = access.agency() and c.power_id <> all (powers);
  insert into agencies.confirmed_power (agency_id, power_id, confirmed_by_id, confirmed_at)
  select a.id, p.id, access.membership(), now()
    from agencies.agency a join agencies.power p on p.kind = a.kind and p.id = any (powers)
   where a.id = access.agency()
      on conflict (agency_id, power_id) do nothing;
end $$;
revoke execute on function
  agencies.known(), agencies.keeps_people_of(uuid), agencies.roles_of(text),
  agencies.last_used(uuid), agencies.is_open(agencies.membership), agencies.members(uuid),
  agencies.end_membership(uuid),
  agencies.manage_member(uuid, text, text[], text, text, date), agencies.left_behind(),
  agencies.hand_over(uuid, uuid),
  agencies.register(uuid, text, text, text, text, uuid), agencies.set_state(uuid, text),
  agencies.describe(text, uuid[]) from public;
grant execute on function
  agencies.known(), agencies.roles_of(text), agencies.members(uuid),
  agencies.manage_member(uuid, text, text[], text, text, date), agencies.left_behind(),
  agencies.hand_over(uuid, uuid),
  agencies.register(uuid, text, text, text, text, uuid), agencies.set_state(uuid, text),
  agencies.describe(text, uuid[]) to portal_web;
