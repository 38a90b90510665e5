-- From what was spotted to a mapped group, and the people, life and archiving of groups.
alter table groups."group" add column kind text not null default 'organised_crime_group';
alter table groups."group" alter column kind drop default,
  add constraint ck_group_kind_is_known
    check (kind in ('organised_crime_group', 'urban_street_gang', 'county_line', 'other'));
create table groups.trigger (
  id uuid not null,
  reference text not null,
  agency_id uuid not null,
  avenue text not null,
  source_code text not null,
  name_of_record text not null,
  summary text not null,
  area text not null,
  theme text not null,
  other_themes text[] not null,
  state text not null,
  state_since timestamptz not null,
  made_at timestamptz not null,
  made_by_id uuid not null,
  group_id uuid,
  mapped_at timestamptz,
  mapped_by_id uuid,
  marking smallint not null,
  constraint pk_trigger primary key (id),
  constraint ck_trigger_state_is_known check (state in ('draft', 'submitted', 'in_development', 'at_scrutiny', 'sent_to_ocgm', 'mapped', 'not_mapped', 'returned', 'ended')),
  constraint ck_trigger_area_is_known check (area in ('city', 'county')),
  constraint ck_trigger_avenue_is_known check (avenue in ('intelligence', 'investigation', 'partnership', 'regional_unit', 'other_force')),
  constraint ck_trigger_mapped_has_its_time check ((state = 'mapped') = (mapped_at is not null)),
  constraint uq_trigger_reference unique (reference),
  constraint fk_trigger_agency_id foreign key(agency_id) references agencies.agency (id),
  constraint fk_trigger_made_by_id foreign key(made_by_id) references agencies.membership (id),
  constraint fk_trigger_group_id foreign key(group_id) references groups."group" (id),
  constraint fk_trigger_mapped_by_id foreign key(mapped_by_id) references agencies.membership (id)
);
create table groups.trigger_move (
  id uuid not null,
  trigger_id uuid not null,
  from_state text not null,
  to_state text not null,
  reason text not null,
  moved_at timestamptz not null,
  moved_by_id uuid not null,
  constraint pk_trigger_move primary key (id),
  constraint ck_trigger_move_states_known check (from_state in ('draft', 'submitted', 'in_development', 'at_scrutiny', 'sent_to_ocgm', 'mapped', 'not_mapped', 'returned', 'ended') and to_state in ('draft', 'submitted', 'in_development', 'at_scrutiny', 'sent_to_ocgm', 'mapped', 'not_mapped', 'returned', 'ended')),
  constraint fk_trigger_move_trigger_id foreign key(trigger_id) references groups.trigger (id),
  constraint fk_trigger_move_moved_by_id foreign key(moved_by_id) references agencies.membership (id)
);
create table groups.definition_answer (
  id uuid not null,
  trigger_id uuid not null,
  question text not null,
  answer text not null,
  basis text not null,
  evidence_on date,
  answered_at timestamptz not null,
  answered_by_id uuid not null,
  constraint pk_definition_answer primary key (id),
  constraint ck_definition_answer_question_is_known check (question in ('with_others', 'intent', 'capability', 'serious_crime', 'continuing', 'planning', 'control', 'coordination', 'structure', 'group_decisions')),
  constraint ck_definition_answer_answer_is_known check (answer in ('yes', 'no', 'unknown')),
  constraint fk_definition_answer_trigger_id foreign key(trigger_id) references groups.trigger (id),
  constraint fk_definition_answer_answered_by_id foreign key(answered_by_id) references agencies.membership (id)
);
create table groups.spotting_report (
  id uuid not null,
  reference text not null,
  agency_id uuid not null,
  observer_id uuid not null,
  signs text not null,
  place text not null,
  seen_on date not null,
  theme text not null,
  filed_at timestamptz not null,
  state text not null,
  trigger_id uuid,
  answer text not null,
  answered_at timestamptz,
  answered_by_id uuid,
  marking smallint not null,
  constraint pk_spotting_report primary key (id),
  constraint ck_spotting_report_state_is_known check (state in ('received', 'triaged', 'linked', 'not_taken_forward')),
  constraint ck_spotting_report_linked_names_its_trigger check ((state = 'linked') = (trigger_id is not null)),
  constraint uq_spotting_report_reference unique (reference),
  constraint fk_spotting_report_agency_id foreign key(agency_id) references agencies.agency (id),
  constraint fk_spotting_report_observer_id foreign key(observer_id) references agencies.membership (id),
  constraint fk_spotting_report_trigger_id foreign key(trigger_id) references groups.trigger (id),
  constraint fk_spotting_report_answered_by_id foreign key(answered_by_id) references agencies.membership (id)
);
create table groups.officer (
  id uuid not null,
  group_id uuid not null,
  membership_id uuid not null,
  duty text not null,
  since timestamptz not null,
  until timestamptz,
  marking smallint not null,
  constraint pk_officer primary key (id),
  constraint ck_officer_duty_is_known check (duty in ('lead', 'deputy', 'senior', 'analyst', 'former')),
  constraint fk_officer_group_id foreign key(group_id) references groups."group" (id),
  constraint fk_officer_membership_id foreign key(membership_id) references agencies.membership (id)
);
create table groups.handover (
  id uuid not null,
  group_id uuid not null,
  group_reference text not null,
  to_membership_id uuid,
  to_agency_id uuid,
  note text not null,
  residual_until date,
  offered_at timestamptz not null,
  offered_by_id uuid not null,
  state text not null,
  answer text not null,
  answered_at timestamptz,
  answered_by_id uuid,
  marking smallint not null,
  constraint pk_handover primary key (id),
  constraint ck_handover_one_recipient check ((to_membership_id is null) <> (to_agency_id is null)),
  constraint ck_handover_state_is_known check (state in ('offered', 'accepted', 'declined')),
  constraint ck_handover_answered_has_time check ((state = 'offered') = (answered_at is null)),
  constraint fk_handover_group_id foreign key(group_id) references groups."group" (id),
  constraint fk_handover_to_membership_id foreign key(to_membership_id) references agencies.membership (id),
  constraint fk_handover_to_agency_id foreign key(to_agency_id) references agencies.agency (id),
  constraint fk_handover_offered_by_id foreign key(offered_by_id) references agencies.membership (id),
  constraint fk_handover_answered_by_id foreign key(answered_by_id) references agencies.membership (id)
);
create table groups.training (
  id uuid not null,
  membership_id uuid not null,
  agency_id uuid not null,
  course text not null,
  passed_on date not null,
  expires_on date not null,
  recorded_at timestamptz not null,
  recorded_by_id uuid not null,
  constraint pk_training primary key (id),
  constraint ck_training_course_is_known check (course in ('lead_officer', 'spotting')),
  constraint ck_training_expires_after_pass check (expires_on > passed_on),
  constraint fk_training_membership_id foreign key(membership_id) references agencies.membership (id),
  constraint fk_training_agency_id foreign key(agency_id) references agencies.agency (id),
  constraint fk_training_recorded_by_id foreign key(recorded_by_id) references agencies.membership (id)
);
create table groups."limit" (
  code text not null,
  value smallint not null,
  words text not null,
  constraint pk_limit primary key (code)
);
create table groups.team (
  id uuid not null,
  agency_id uuid not null,
  name text not null,
  purpose text not null,
  made_at timestamptz not null,
  made_by_id uuid not null,
  constraint pk_team primary key (id),
  constraint fk_team_agency_id foreign key(agency_id) references agencies.agency (id),
  constraint fk_team_made_by_id foreign key(made_by_id) references agencies.membership (id)
);
create table groups.team_member (
  team_id uuid not null,
  membership_id uuid not null,
  constraint pk_team_member primary key (team_id, membership_id),
  constraint fk_team_member_team_id foreign key(team_id) references groups.team (id),
  constraint fk_team_member_membership_id foreign key(membership_id) references agencies.membership (id)
);
create table groups.status_change (
  id uuid not null,
  group_id uuid not null,
  from_status text not null,
  to_status text not null,
  reason text not null,
  changed_at timestamptz not null,
  changed_by_id uuid not null,
  marking smallint not null,
  constraint pk_status_change primary key (id),
  constraint fk_status_change_group_id foreign key(group_id) references groups."group" (id),
  constraint fk_status_change_changed_by_id foreign key(changed_by_id) references agencies.membership (id)
);
create table groups.closure (
  id uuid not null,
  group_id uuid not null,
  kind text not null,
  reason text not null,
  evidence text not null,
  residual_risk text not null,
  reopen_triggers text not null,
  proposed_at timestamptz not null,
  proposed_by_id uuid not null,
  endorsed_at timestamptz,
  endorsed_by_id uuid,
  ratified_at timestamptz,
  ratified_by_id uuid,
  state text not null,
  answer text not null,
  marking smallint not null,
  constraint pk_closure primary key (id),
  constraint ck_closure_kind_is_known check (kind in ('archive', 'reopen')),
  constraint ck_closure_state_is_known check (state in ('proposed', 'endorsed', 'ratified', 'declined')),
  constraint ck_closure_three_people check (proposed_by_id <> endorsed_by_id and proposed_by_id <> ratified_by_id and endorsed_by_id <> ratified_by_id),
  constraint ck_closure_ratified_by_three check (state <> 'ratified' or (endorsed_by_id is not null and ratified_by_id is not null)),
  constraint fk_closure_group_id foreign key(group_id) references groups."group" (id),
  constraint fk_closure_proposed_by_id foreign key(proposed_by_id) references agencies.membership (id),
  constraint fk_closure_endorsed_by_id foreign key(endorsed_by_id) references agencies.membership (id),
  constraint fk_closure_ratified_by_id foreign key(ratified_by_id) references agencies.membership (id)
);
create table groups.retention_review (
  id uuid not null,
  group_id uuid not null,
  closure_id uuid not null,
  due_on date not null,
  marking smallint not null,
  constraint pk_retention_review primary key (id),
  constraint fk_retention_review_group_id foreign key(group_id) references groups."group" (id),
  constraint fk_retention_review_closure_id foreign key(closure_id) references groups.closure (id)
);
create table groups.intelligence_item (
  id uuid not null,
  group_id uuid not null,
  reference text not null,
  received_on date not null,
  added_at timestamptz not null,
  added_by_id uuid not null,
  outcome text not null,
  reviewed_at timestamptz,
  reviewed_by_id uuid,
  marking smallint not null,
  constraint pk_intelligence_item primary key (id),
  constraint ck_intelligence_item_a_reference_alone check (reference ~ '^[A-Z0-9]+([/-][A-Z0-9]+){1,5}$' and length(reference) <= 30),
  constraint ck_intelligence_item_reviewed_with_outcome check ((reviewed_at is null) = (outcome = '')),
  constraint uq_intelligence_item_group_id_reference unique (group_id, reference),
  constraint fk_intelligence_item_group_id foreign key(group_id) references groups."group" (id),
  constraint fk_intelligence_item_added_by_id foreign key(added_by_id) references agencies.membership (id),
  constraint fk_intelligence_item_reviewed_by_id foreign key(reviewed_by_id) references agencies.membership (id)
);
create unique index uq_closure_open on groups.closure (group_id) where state in ('proposed', 'endorsed');
create unique index uq_handover_open on groups.handover (group_id) where state = 'offered';
create index ix_officer_group_id on groups.officer (group_id);
create index ix_officer_membership on groups.officer (membership_id);
create index ix_status_change_group_id on groups.status_change (group_id);
create index ix_team_agency_id on groups.team (agency_id);
create index ix_training_membership_id on groups.training (membership_id);
create index ix_trigger_agency_id on groups.trigger (agency_id);
create index ix_trigger_group on groups.trigger (group_id);
create index ix_definition_answer_trigger_id on groups.definition_answer (trigger_id);
create index ix_retention_review_group_id on groups.retention_review (group_id);
create index ix_spotting_report_observer_id on groups.spotting_report (observer_id);
create index ix_trigger_move_trigger_id on groups.trigger_move (trigger_id);
alter table groups.trigger enable row level security;
alter table groups.trigger_move enable row level security;
alter table groups.definition_answer enable row level security;
alter table groups.spotting_report enable row level security;
alter table groups.officer enable row level security;
alter table groups.handover enable row level security;
alter table groups.training enable row level security;
alter table groups."limit" enable row level security;
alter table groups.team enable row level security;
alter table groups.team_member enable row level security;
alter table groups.status_change enable row level security;
alter table groups.closure enable row level security;
alter table groups.retention_review enable row level security;
alter table groups.intelligence_item enable row level security;

-- The officers of a group, with the history of their duties: kept in step with the grants.
alter table access.given drop constraint ck_given_via_is_known,
  add constraint ck_given_via_is_known
    check (via in ('LRO', 'SRO', 'ANA', 'LEAD', 'STANDING', 'SHARE', 'FORMER', 'GLASS'));
create function groups.keep_officer() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into groups.officer as o (id, group_id, membership_id, duty, since, until, marking)
  select new.id, new.group_id, m.id,
         case new.via when 'LRO' then 'lead' when 'SRO' then 'senior' when 'ANA' then 'analyst'
                      else 'former' end,
         new.valid_from, least(new.revoked_at, new.valid_until), g.marking
    from agencies.membership m, groups."group" g
   where m.id = new.recipient_id and g.id = new.group_id
      on conflict (id) do update set until = excluded.until;
  return null;
end $$;
create trigger keep_officer after insert or update on access.given
  for each row when (new.via in ('LRO', 'SRO', 'ANA', 'FORMER'))
  execute function groups.keep_officer();
insert into groups.officer (id, group_id, membership_id, duty, since, until, marking)
select v.id, v.group_id, m.id,
       case v.via when 'LRO' then 'lead' when 'SRO' then 'senior' else 'analyst' end,
       v.valid_from, least(v.revoked_at, v.valid_until), g.marking
  from access.given v
  join agencies.membership m on m.id = v.recipient_id
  join groups."group" g on g.id = v.group_id
 where v.via in ('LRO', 'SRO', 'ANA');
insert into groups."limit" (code, value, words) values
  ('caseload', 8, 'Groups that one lead officer leads before they count as overloaded'),
  ('retention', 12, 'Months from archiving to the retention review'),
  ('first-review', 28, 'Days from mapping or reopening to the first assessment');

-- Whether the caller holds the lead view of a group by one of these grants, live and within
-- their ceiling; never in a preview.
create function groups.runs(only_group uuid, by_via text[]) returns boolean
language sql stable security definer set search_path = ''
begin atomic
  select access.membership() is not null and access.fence() is null and exists (
    select 1 from access.held(only_group) h
     where h.view = 3 and h.via = any (by_via) and h.recipient_id = any (access.recipients()));
end;

-- A move of a trigger: made by its row, if it is a move that there is and the mover's to make.
create function groups.keep_trigger_state() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  t groups.trigger;
  part text;
begin
  select * into t from groups.trigger x where x.id = new.trigger_id for update;
  part := case t.state || ' ' || new.to_state
    when 'draft submitted' then 'proposer' when 'draft ended' then 'proposer'
    when 'submitted in_development' then 'developer' when 'submitted returned' then 'developer'
    when 'in_development at_scrutiny' then 'developer'
    when 'in_development returned' then 'developer'
    when 'at_scrutiny sent_to_ocgm' then 'chair' when 'at_scrutiny returned' then 'chair'
    when 'at_scrutiny ended' then 'chair'
    when 'sent_to_ocgm mapped' then 'scorer' when 'sent_to_ocgm not_mapped' then 'scorer'
    when 'sent_to_ocgm returned' then 'scorer'
    when 'returned submitted' then 'proposer' when 'returned ended' then 'proposer' end;
  if part is null or t.state <> new.from_state
     or (new.to_state = 'mapped') <> (t.group_id is not null) then
    raise check_violation using constraint = 'ck_trigger_move_is_a_move',
      message = 'a trigger makes no such move';
  end if;
  -- Commands act for nobody; whoever acts must take the part, and judges no proposal of their own.
  if access.membership() is not null and not (case part
       when 'proposer' then t.agency_id = access.agency()
       when 'developer' then '{COO,ANA}'::text[] && access.roles()
       when 'chair' then 'SCR' = any (access.roles()) and t.made_by_id <> access.membership()
       else 'SCO' = any (access.roles()) and t.made_by_id <> access.membership() end) then
    raise insufficient_privilege using message = 'this move is another part''s to make';
  end if;
  update groups.trigger
     set state = new.to_state, state_since = new.moved_at,
         mapped_at = case new.to_state when 'mapped' then new.moved_at end,
         mapped_by_id = case new.to_state when 'mapped' then new.moved_by_id end
   where id = t.id;
  return null;
end $$;
create trigger keep_trigger_state after insert on groups.trigger_move
  for each row execute function groups.keep_trigger_state();

-- A move of a group's status: made by its row, if the one may follow the other.
create function groups.keep_status() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if not (case new.from_status
       when 'potential' then new.to_status in ('active', 'not_mapped')
       when 'active' then new.to_status in ('dormant', 'archived', 'merged', 'transferred')
       when 'dormant' then new.to_status in ('active', 'archived', 'merged', 'transferred')
       when 'archived' then new.to_status = 'active'
       else false end) then
    raise check_violation using constraint = 'ck_status_change_is_a_move',
      message = 'a group makes no such move';
  end if;
  update groups."group" set status = new.to_status
   where id = new.group_id and status = new.from_status;
  if not found then
    raise check_violation using constraint = 'ck_status_change_is_a_move',
      message = 'the group stands elsewhere';
  end if;
  return null;
end $$;
create trigger keep_status after insert on groups.status_change
  for each row execute function groups.keep_status();

-- A proposal to archive or reopen: endorsed by the scorer, ratified by the scrutiny chair, who are
-- two other people; what it asks for happens when it is ratified.
create function groups.keep_closure() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  g groups."group";
  today date := (now() at time zone 'Europe/London')::date;
  days integer;
begin
  select * into g from groups."group" x where x.id = new.group_id for update;
  if tg_op = 'INSERT' then
    if (new.kind = 'archive') <> (g.status in ('active', 'dormant'))
       or (new.kind = 'reopen') <> (g.status = 'archived') then
      raise check_violation using constraint = 'ck_closure_fits_the_status',
        message = 'the group stands elsewhere';
    end if;
    return null;
  end if;
  if old.state = new.state and old.answer = new.answer
     and old.endorsed_by_id is not distinct from new.endorsed_by_id
     and old.ratified_by_id is not distinct from new.ratified_by_id then
    return null;
  end if;
  if not (case old.state || ' ' || new.state
       when 'proposed endorsed' then new.endorsed_by_id is not null and new.ratified_by_id is null
       when 'endorsed ratified' then new.ratified_by_id is not null
       when 'proposed declined' then true when 'endorsed declined' then true else false end)
     or old.endorsed_by_id is not null and new.endorsed_by_id is distinct from old.endorsed_by_id
  then
    raise check_violation using constraint = 'ck_closure_is_a_step',
      message = 'a proposal takes no such step';
  end if;
  if access.membership() is not null and not (case
       when new.state = 'endorsed' or old.state = 'proposed' then
         'SCO' = any (access.roles()) and new.endorsed_by_id = access.membership()
       else 'SCR' = any (access.roles()) and new.ratified_by_id = access.membership() end) then
    raise insufficient_privilege using message = 'this step is another''s to take';
  end if;
  if new.state <> 'ratified' then
    return null;
  end if;
  insert into groups.status_change
    (id, group_id, from_status, to_status, reason, changed_at, changed_by_id, marking)
  values (gen_random_uuid(), g.id, g.status,
          case when new.kind = 'reopen' then 'active'
               when new.reason in ('merged', 'transferred') then new.reason
               else 'archived' end,
          new.reason, new.ratified_at, new.ratified_by_id, g.marking);
  if new.kind = 'archive' then
    insert into groups.retention_review (id, group_id, closure_id, due_on, marking)
    select gen_random_uuid(), g.id, new.id, (today + make_interval(months => l.value))::date,
           g.marking
      from groups."limit" l where l.code = 'retention';
    -- The archiving is the outcome of the review that was open.
    update scoring.review set done_on = today where group_id = g.id and done_on is null;
    update groups.grading set review_month = null where group_id = g.id;
  else
    select l.value into days from groups."limit" l where l.code = 'first-review';
    insert into scoring.review (id, group_id, due_on, done_on, marking)
    values (gen_random_uuid(), g.id, today + days, null, g.marking);
    update groups.grading set review_month = date_trunc('month', today + days)::date
     where group_id = g.id;
  end if;
  return null;
end $$;
create trigger keep_closure after insert or update on groups.closure
  for each row execute function groups.keep_closure();

-- The circle of a group that a lead agency takes on: its force's coordinators and chair, the
-- region's scorers, and a partner's own practitioners.  What another lead agency had so, ends.
create function groups.write_circle(only_group uuid, lead uuid, near uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  force uuid;
  region uuid;
  ours uuid;
  agencies uuid[];
  roles text[] := '{COO,SCR,SCO,PRA,SPC}';
  vias text[] := '{STANDING,STANDING,STANDING,LEAD,LEAD}';
begin
  select a.id into force from agencies.agency a where a.kind = 'police force' and a.state = 'active'
   order by a.id <> lead, a.id is distinct from near, a.code limit 1;
  select a.id into region from agencies.agency a
   where a.kind = 'regional organised crime unit' and a.state = 'active'
   order by a.id <> lead, a.id is distinct from access.agency(), a.code limit 1;
  select a.id into ours from agencies.agency a
   where a.id = lead and a.kind not in ('police force', 'regional organised crime unit');
  agencies := array[force, force, region, ours, ours];
  update access.given set revoked_at = now()
   where group_id = only_group and via in ('LEAD', 'STANDING') and revoked_at is null;
  insert into access.duty_recipient (id, agency_id, role)
  select gen_random_uuid(), w.agency, w.role from unnest(agencies, roles) w (agency, role)
   where w.agency is not null on conflict (agency_id, role) do nothing;
  insert into access.given
    (id, group_id, from_agency_id, recipient_id, view, sections, via, share_id, valid_from,
     valid_until, revoked_at, needs_acceptance)
  select gen_random_uuid(), only_group, lead, d.id, 3, 2047, w.via, null, now(), null, null, false
    from unnest(agencies, roles, vias) w (agency, role, via)
    join access.duty_recipient d on d.agency_id = w.agency and d.role = w.role;
end $$;

-- Maps a group from a trigger that was sent to the OCGM team: its scorer alone, and nobody what
-- they proposed.  The group, its parts and its circle are made at once, the trigger moves with it.
create function groups.map_trigger(
  proposal uuid, lead uuid, new_reference text, new_kind text, operation text, place text,
  for_partners text, why text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  t groups.trigger;
  made uuid := gen_random_uuid();
begin
  if access.membership() is null or access.fence() is not null
     or not 'SCO' = any (access.roles()) then
    raise insufficient_privilege using message = 'only the OCGM team maps a group';
  end if;
  select * into t from groups.trigger x where x.id = proposal for update;
  if not found or t.marking > access.ceiling() then
    raise insufficient_privilege using message = 'no such trigger';
  end if;
  if t.state <> 'sent_to_ocgm' or new_reference !~ '^OCG-[0-9A-Z]{4}-[0-9A-Z]{4}$' or not exists (
       select 1 from agencies.agency a
        where a.id = lead and a.state = 'active' and a.ceiling >= t.marking) then
    raise check_violation using constraint = 'ck_trigger_move_is_a_move',
      message = 'this trigger cannot be mapped so';
  end if;
  insert into groups."group"
    (id, reference, lead_agency_id, area, base_area, status, kind, theme, other_themes, marking)
  values (made, new_reference, lead, t.area, t.area, 'potential', new_kind, t.theme, t.other_themes,
          t.marking);
  insert into groups.partner_summary
    (group_id, operation_name, district, text, version, edited_at, marking)
  values (made, operation, place, for_partners, 1, now(), t.marking);
  insert into groups.working_record
    (group_id, narrative, external_reference, lead_officer_name, mapped_on, marking)
  values (made, t.summary, t.reference, '', (now() at time zone 'Europe/London')::date, t.marking);
  perform groups.write_circle(made, lead, t.agency_id);
  update groups.trigger set group_id = made where id = t.id;
  insert into groups.trigger_move
    (id, trigger_id, from_state, to_state, reason, moved_at, moved_by_id)
  values (gen_random_uuid(), t.id, 'sent_to_ocgm', 'mapped', why, now(), access.membership());
  insert into groups.status_change
    (id, group_id, from_status, to_status, reason, changed_at, changed_by_id, marking)
  values (gen_random_uuid(), made, 'potential', 'active', 'mapped', now(), access.membership(),
          t.marking);
  insert into scoring.review (id, group_id, due_on, done_on, marking)
  select gen_random_uuid(), made, (now() at time zone 'Europe/London')::date + l.value, null,
         t.marking
    from groups."limit" l where l.code = 'first-review';
  return made;
end $$;

-- Who could take a duty on a group, with how many they lead and until when their training holds.
-- A partner's officer is told of their own agency's people alone.
create function groups.candidates(only_group uuid, for_duty text)
returns table (membership uuid, person text, agency uuid, place text, caseload bigint,
               trained_until date)
language sql stable security definer set search_path = ''
begin atomic
  select m.id, p.name, a.id, a.name,
         (select count(*) from groups.officer o
           where o.membership_id = m.id and o.duty = 'lead' and (o.until is null or o.until > now())),
         (select max(t.expires_on) from groups.training t
           where t.membership_id = m.id and t.course = 'lead_officer')
    from agencies.membership m
    join agencies.person p on p.id = m.person_id and p.disabled_at is null
    join agencies.agency a on a.id = m.agency_id and a.state = 'active'
    join groups."group" g on g.id = only_group and g.marking <= least(m.ceiling, a.ceiling)
   where m.ended_at is null and m.suspended_at is null
     and (m.vetting_until is null or m.vetting_until >= current_date)
     and exists (select 1 from agencies.duty d where d.membership_id = m.id
                    and (d.valid_until is null or d.valid_until > now()) and d.role = any (
           case for_duty when 'senior' then '{SRO}'::text[] when 'analyst' then '{ANA}'
                         else '{LRO,PRA}' end))
     and (a.id = access.agency() or a.id = g.lead_agency_id
          or exists (select 1 from agencies.agency mine where mine.id = access.agency()
                      and mine.kind in ('police force', 'regional organised crime unit')))
     and (groups.runs(only_group, '{LRO}')
          or groups.runs(only_group, '{LEAD,STANDING}') and '{COO,SCR}' && access.roles())
   order by a.id <> g.lead_agency_id, p.name, m.id;
end;

-- Gives a deputy, a senior officer or an analyst their duty: the coordinator or the chair does.
create function groups.assign_officer(only_group uuid, new_duty text, who uuid) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  made uuid := gen_random_uuid();
begin
  if not (groups.runs(only_group, '{LEAD,STANDING}') and '{COO,SCR}' && access.roles()) then
    raise insufficient_privilege using message = 'the coordinator or the chair assigns officers';
  end if;
  perform pg_advisory_xact_lock(hashtextextended(only_group::text, 20150615));
  if new_duty not in ('deputy', 'senior', 'analyst')
     or not exists (select 1 from groups.candidates(only_group, new_duty) c where c.membership = who)
     or exists (select 1 from groups.officer o
                 where o.group_id = only_group and o.membership_id = who
                   and (o.until is null or o.until > now()) and o.duty <> 'former') then
    raise check_violation using constraint = 'ck_officer_may_take_the_duty',
      message = 'this person cannot take this duty';
  end if;
  if new_duty = 'senior' then
    update access.given set revoked_at = now()
     where group_id = only_group and via = 'SRO' and revoked_at is null;
  end if;
  insert into access.given
    (id, group_id, from_agency_id, recipient_id, view, sections, via, share_id, valid_from,
     valid_until, revoked_at, needs_acceptance)
  select made, g.id, g.lead_agency_id, who, 3, 2047,
         case new_duty when 'deputy' then 'LRO' when 'senior' then 'SRO' else 'ANA' end, null,
         now(), null, null, false
    from groups."group" g where g.id = only_group;
  if new_duty = 'deputy' then
    update groups.officer set duty = 'deputy' where id = made;
  end if;
  return made;
end $$;

-- Ends a duty, and the sight that came with it.  A lead officer is relieved by a hand-over alone.
create function groups.release_officer(only_officer uuid) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  o groups.officer;
begin
  select * into o from groups.officer x where x.id = only_officer;
  if not found
     or not (groups.runs(o.group_id, '{LEAD,STANDING}') and '{COO,SCR}' && access.roles()) then
    raise insufficient_privilege using message = 'the coordinator or the chair assigns officers';
  end if;
  if o.duty = 'lead' then
    raise check_violation using constraint = 'ck_officer_lead_hands_over',
      message = 'a lead officer hands over';
  end if;
  update access.given set revoked_at = now() where id = o.id and revoked_at is null;
  return o.group_id;
end $$;

-- The answer to an offer of the lead: by the one who was asked.  Accepted, the grants change at
-- once: the giver keeps what was chosen, and no more; another agency's circle takes the place of
-- the old one's, and shares end that rest on an agreement which the new lead has not signed.
create function groups.answer_handover(offer uuid, accepted boolean, why text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  h groups.handover;
  g groups."group";
  mine uuid := access.agency();
begin
  select * into h from groups.handover x where x.id = offer for update;
  if not found or access.membership() is null or access.fence() is not null
     or h.marking > access.ceiling() or h.group_id = any (access.denied())
     or not (h.to_membership_id = access.membership()
             or h.to_agency_id = mine and '{LRO,PRA}' && access.roles()) is true then
    raise insufficient_privilege using message = 'this offer is another''s to answer';
  end if;
  if h.state <> 'offered' then
    raise check_violation using constraint = 'ck_handover_answered_once',
      message = 'this offer was answered';
  end if;
  perform pg_advisory_xact_lock(hashtextextended(h.group_id::text, 20150615));
  update groups.handover
     set state = case when accepted then 'accepted' else 'declined' end, answer = why,
         answered_at = now(), answered_by_id = access.membership()
   where id = h.id;
  if not accepted then
    return h.group_id;
  end if;
  if not '{LRO,PRA}' && access.roles() then
    raise insufficient_privilege using message = 'a lead officer or a practitioner leads a group';
  end if;
  select * into g from groups."group" x where x.id = h.group_id for update;
  if h.residual_until is not null then
    insert into access.given
      (id, group_id, from_agency_id, recipient_id, view, sections, via, share_id, valid_from,
       valid_until, revoked_at, needs_acceptance)
    select gen_random_uuid(), g.id, mine, o.membership_id, 3, 2047, 'FORMER', null, now(),
           (h.residual_until + 1)::timestamp at time zone 'Europe/London', null, false
      from groups.officer o
     where o.group_id = g.id and o.duty = 'lead' and (o.until is null or o.until > now())
       and o.membership_id <> access.membership()
       and (h.residual_until + 1)::timestamp at time zone 'Europe/London' > now();
  end if;
  -- The old lead, and whatever duty the new one had; with another agency, all of the old one's.
  update access.given v set revoked_at = now()
    from groups.officer o
   where o.id = v.id and o.group_id = g.id and v.revoked_at is null and o.duty <> 'former'
     and (o.duty = 'lead' or o.membership_id = access.membership()
          or mine <> g.lead_agency_id
             and exists (select 1 from agencies.membership m
                          where m.id = o.membership_id and m.agency_id = g.lead_agency_id));
  if mine <> g.lead_agency_id then
    update groups.share s set revoked_at = now(), revoked_by_id = access.membership()
     where s.group_id = g.id and s.revoked_at is null and s.until > now()
       and (s.agency_id = mine or not exists (
              select 1 from agencies.agreement_party p
               where p.agreement_id = s.agreement_id and p.agency_id = mine));
    update groups."group" set lead_agency_id = mine where id = g.id;
    update access.given set from_agency_id = mine where group_id = g.id and revoked_at is null;
    perform groups.write_circle(g.id, mine, g.lead_agency_id);
  end if;
  insert into access.given
    (id, group_id, from_agency_id, recipient_id, view, sections, via, share_id, valid_from,
     valid_until, revoked_at, needs_acceptance)
  values (gen_random_uuid(), g.id, mine, access.membership(), 3, 2047, 'LRO', null, now(), null,
          null, false);
  update groups.working_record
     set lead_officer_name = (select p.name from agencies.person p where p.id = access.person())
   where group_id = g.id;
  return g.id;
end $$;

revoke execute on function
  groups.keep_officer(), groups.keep_trigger_state(), groups.keep_status(), groups.keep_closure(),
  groups.runs(uuid, text[]), groups.write_circle(uuid, uuid, uuid),
  groups.map_trigger(uuid, uuid, text, text, text, text, text, text),
  groups.candidates(uuid, text), groups.assign_officer(uuid, text, uuid),
  groups.release_officer(uuid), groups.answer_handover(uuid, boolean, text) from public;
grant execute on function
  groups.map_trigger(uuid, uuid, text, text, text, text, text, text),
  groups.candidates(uuid, text), groups.assign_officer(uuid, text, uuid),
  groups.release_officer(uuid), groups.answer_handover(uuid, boolean, text) to portal_web;
