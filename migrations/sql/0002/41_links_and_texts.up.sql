-- What a group is linked to, each link the word of the agency that added it.
create table groups.premises (
  id uuid not null,
  group_id uuid not null,
  agency_id uuid not null,
  name text not null,
  address text not null,
  use text not null,
  from_on date,
  to_on date,
  state text not null,
  for_partners boolean not null,
  added_at timestamptz not null,
  added_by_id uuid not null,
  marking smallint not null,
  constraint pk_premises primary key (id),
  constraint ck_premises_state_is_known check (state in ('identified', 'active', 'held', 'closed')),
  constraint ck_premises_ends_after_start check (to_on >= from_on),
  constraint fk_premises_group_id foreign key(group_id) references groups."group" (id),
  constraint fk_premises_agency_id foreign key(agency_id) references agencies.agency (id),
  constraint fk_premises_added_by_id foreign key(added_by_id) references agencies.membership (id)
);
create index ix_premises_group_id on groups.premises (group_id);
alter table groups.premises enable row level security;
create table groups.court_order (
  id uuid not null,
  group_id uuid not null,
  nominal_id uuid not null,
  agency_id uuid not null,
  kind text not null,
  court text not null,
  conditions text not null,
  from_on date,
  to_on date,
  state text not null,
  added_at timestamptz not null,
  added_by_id uuid not null,
  marking smallint not null,
  constraint pk_court_order primary key (id),
  constraint ck_court_order_kind_is_known
    check (kind in ('scpo', 'cbo', 'slavery', 'gang_injunction', 'travel', 'other')),
  constraint ck_court_order_state_is_known
    check (state in ('sought', 'in_force', 'breached', 'ended')),
  constraint ck_court_order_ends_after_start check (to_on >= from_on),
  constraint fk_court_order_group_id foreign key(group_id) references groups."group" (id),
  constraint fk_court_order_nominal_id foreign key(nominal_id) references groups.nominal (id),
  constraint fk_court_order_agency_id foreign key(agency_id) references agencies.agency (id),
  constraint fk_court_order_added_by_id foreign key(added_by_id) references agencies.membership (id)
);
create index ix_court_order_group_id on groups.court_order (group_id);
create index ix_court_order_nominal_id on groups.court_order (nominal_id);
alter table groups.court_order enable row level security;
create table groups.named_operation (
  id uuid not null,
  group_id uuid not null,
  agency_id uuid not null,
  name text not null,
  aim text not null,
  from_on date,
  to_on date,
  state text not null,
  for_partners boolean not null,
  added_at timestamptz not null,
  added_by_id uuid not null,
  marking smallint not null,
  constraint pk_named_operation primary key (id),
  constraint ck_named_operation_state_is_known check (state in ('planned', 'live', 'closed')),
  constraint ck_named_operation_ends_after_start check (to_on >= from_on),
  constraint fk_named_operation_group_id foreign key(group_id) references groups."group" (id),
  constraint fk_named_operation_agency_id foreign key(agency_id) references agencies.agency (id),
  constraint fk_named_operation_added_by_id
    foreign key (added_by_id) references agencies.membership (id)
);
create index ix_named_operation_group_id on groups.named_operation (group_id);
alter table groups.named_operation enable row level security;

-- Earlier texts, and up to which narrative somebody confirmed that the summary holds.
create table groups.text_version (
  id uuid not null,
  group_id uuid not null,
  kind text not null,
  number smallint not null,
  text text not null,
  replaced_at timestamptz not null,
  replaced_by_id uuid,
  marking smallint not null,
  constraint pk_text_version primary key (id),
  constraint ck_text_version_kind_is_known check (kind in ('narrative', 'summary')),
  constraint uq_text_version_group_id_kind_number unique (group_id, kind, number),
  constraint fk_text_version_group_id foreign key(group_id) references groups."group" (id),
  constraint fk_text_version_replaced_by_id
    foreign key (replaced_by_id) references agencies.membership (id)
);
alter table groups.text_version enable row level security;
create table groups.summary_check (
  group_id uuid not null,
  narrative_version smallint not null,
  confirmed_at timestamptz not null,
  confirmed_by_id uuid not null,
  marking smallint not null,
  constraint pk_summary_check primary key (group_id),
  constraint fk_summary_check_group_id foreign key(group_id) references groups."group" (id),
  constraint fk_summary_check_confirmed_by_id
    foreign key (confirmed_by_id) references agencies.membership (id)
);
alter table groups.summary_check enable row level security;
alter table groups.working_record add column version smallint;
update groups.working_record set version = 1;
alter table groups.working_record alter column version set not null;

-- The text that an edit replaces is kept by the database, whoever edits.
create function groups.keep_text() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  what text := case tg_table_name when 'working_record' then 'narrative' else 'summary' end;
  old_text text := case tg_table_name when 'working_record' then to_jsonb(old) ->> 'narrative'
                                      else to_jsonb(old) ->> 'text' end;
  new_text text := case tg_table_name when 'working_record' then to_jsonb(new) ->> 'narrative'
                                      else to_jsonb(new) ->> 'text' end;
begin
  if new_text is distinct from old_text then
    insert into groups.text_version
      (id, group_id, kind, number, text, replaced_at, replaced_by_id, marking)
    select gen_random_uuid(), old.group_id, what,
           coalesce(max(t.number), 0) + 1, old_text, now(), access.membership(), old.marking
      from groups.text_version t where t.group_id = old.group_id and t.kind = what;
  end if;
  return null;
end $$;
revoke all on function groups.keep_text() from public;
create trigger keep_text after update on groups.working_record
  for each row execute function groups.keep_text();
create trigger keep_text after update on groups.partner_summary
  for each row execute function groups.keep_text();

-- The log: to whom an entry speaks, what it corrects, and that nothing changes it.
alter table groups.log_entry
  add column audience text, add column corrects_id uuid
    constraint fk_log_entry_corrects_id references groups.log_entry (id);
update groups.log_entry set audience = 'circle';
alter table groups.log_entry alter column audience set not null,
  add constraint ck_log_entry_audience_is_known
    check (audience in ('lead', 'circle', 'partners'));
create function groups.refuse_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise check_violation using constraint = 'ck_log_entry_never_changed',
    message = 'an entry of the log is never changed or deleted; write another that corrects it';
end $$;
revoke all on function groups.refuse_change() from public;
create trigger refuse_change before update or delete on groups.log_entry
  for each row execute function groups.refuse_change();
create trigger refuse_emptying before truncate on groups.log_entry
  for each statement execute function groups.refuse_change();
create function groups.may_correct(entry uuid, only_group uuid) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return entry is null or exists (select 1 from groups.log_entry e
                                   where e.id = entry and e.group_id = only_group);
end $$;
revoke all on function groups.may_correct(uuid, uuid) from public;
grant execute on function groups.may_correct(uuid, uuid) to portal_web;
