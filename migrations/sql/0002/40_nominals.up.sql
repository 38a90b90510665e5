-- Who a nominal is stands apart from the nominal: a view may list people and name none.
create table groups.identity (
  nominal_id uuid not null, surname text not null, forename text not null, born date not null,
  home_district text not null, address text not null, external_id text not null,
  marking smallint not null,
  constraint pk_identity primary key (nominal_id),
  constraint fk_identity_nominal_id foreign key (nominal_id) references groups.nominal (id));
alter table groups.identity enable row level security;
insert into groups.identity
select id, surname, forename, born, home_district, '', '', marking from groups.nominal;
alter table groups.nominal
  drop column surname, drop column forename, drop column born, drop column home_district,
  add column added_by_id uuid
    constraint fk_nominal_added_by_id references agencies.membership (id);

-- What each agency says of a nominal's part in a group, a statement a row.
alter table groups.involvement
  add column id uuid, add column agency_id uuid, add column category text,
  add column basis text, add column confidence text, add column from_on date,
  add column to_on date, add column state text, add column stated_by_id uuid,
  add column stated_at timestamptz, add column version smallint;
update groups.involvement i
   set id = gen_random_uuid(), agency_id = n.owner_agency_id, category = 'not_stated',
       basis = 'not_stated', confidence = 'not_stated', state = 'stated', stated_at = now(),
       version = 1
  from groups.nominal n where n.id = i.nominal_id;
alter table groups.involvement
  alter column id set not null, alter column agency_id set not null,
  alter column category set not null, alter column basis set not null,
  alter column confidence set not null, alter column state set not null,
  alter column stated_at set not null, alter column version set not null,
  drop constraint pk_involvement, add constraint pk_involvement primary key (id),
  add constraint fk_involvement_agency_id foreign key (agency_id) references agencies.agency (id),
  add constraint fk_involvement_stated_by_id
    foreign key (stated_by_id) references agencies.membership (id),
  add constraint ck_involvement_category_is_known
    check (category in ('suspect', 'convicted', 'victim', 'witness', 'other', 'not_stated')),
  add constraint ck_involvement_basis_is_known
    check (basis in ('fact', 'assessment', 'not_stated')),
  add constraint ck_involvement_confidence_is_known
    check (confidence in ('confirmed', 'probable', 'possible', 'not_stated')),
  add constraint ck_involvement_state_is_known
    check (state in ('proposed', 'stated', 'declined')),
  add constraint ck_involvement_ends_after_start check (to_on >= from_on);
create index ix_involvement_group on groups.involvement (group_id, nominal_id);

-- A file does not say whose statement it is: then it is that of the nominal's owner.
create function groups.fill_statement() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.agency_id := coalesce(new.agency_id, (select n.owner_agency_id from groups.nominal n
                                             where n.id = new.nominal_id));
  return new;
end $$;
revoke all on function groups.fill_statement() from public;
create trigger fill_statement before insert on groups.involvement
  for each row execute function groups.fill_statement();

-- Another agency's statement is not ours to change: a proposal is taken in or declined, once.
create function groups.keep_statement() returns trigger
language plpgsql set search_path = '' as $$
begin
  if access.agency() is null then
    return new;
  elsif new.state <> old.state and old.state <> 'proposed' then
    raise check_violation using constraint = 'ck_involvement_answered_once',
      message = 'a proposal that was answered stays answered';
  elsif old.agency_id <> access.agency()
    and (new.role, new.category, new.basis, new.confidence, new.from_on, new.to_on)
        is distinct from
        (old.role, old.category, old.basis, old.confidence, old.from_on, old.to_on) then
    raise check_violation using constraint = 'ck_involvement_own_statement',
      message = 'a statement is changed by the agency that made it';
  end if;
  return new;
end $$;
revoke all on function groups.keep_statement() from public;
create trigger keep_statement before update on groups.involvement
  for each row execute function groups.keep_statement();

create function groups.is_fresh(nominal uuid) returns boolean
language sql stable security definer set search_path = ''
begin atomic
  select exists (select 1 from groups.nominal n
                  where n.id = nominal and n.added_by_id = access.membership()
                    and not exists (select 1 from groups.involvement i
                                     where i.nominal_id = n.id));
end;
create function groups.may_place(nominal uuid) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return exists (select 1 from groups.nominal n where n.id = nominal) or groups.is_fresh(nominal);
end $$;
revoke all on function groups.is_fresh(uuid), groups.may_place(uuid) from public;
grant execute on function groups.is_fresh(uuid), groups.may_place(uuid) to portal_web;

-- Two nominals that one agency holds to be one person; both stay as they are.
create table groups.combination (
  id uuid not null, kept_id uuid not null, merged_id uuid not null, agency_id uuid not null,
  reason text not null, made_at timestamptz not null, made_by_id uuid not null,
  undone_at timestamptz, undone_by_id uuid, marking smallint not null,
  constraint pk_combination primary key (id),
  constraint ck_combination_two_nominals check (kept_id <> merged_id),
  constraint fk_combination_kept_id foreign key (kept_id) references groups.nominal (id),
  constraint fk_combination_merged_id foreign key (merged_id) references groups.nominal (id),
  constraint fk_combination_agency_id foreign key (agency_id) references agencies.agency (id),
  constraint fk_combination_made_by_id
    foreign key (made_by_id) references agencies.membership (id),
  constraint fk_combination_undone_by_id
    foreign key (undone_by_id) references agencies.membership (id));
create unique index uq_combination_live on groups.combination (agency_id, merged_id)
  where undone_at is null;
create index ix_combination_merged on groups.combination (merged_id);
create index ix_combination_kept on groups.combination (kept_id);
alter table groups.combination enable row level security;

-- Where a group does harm, and where its people mainly live.
alter table groups."group" add column base_area text;
update groups."group" set base_area = area;
alter table groups."group" alter column base_area set not null,
  add constraint ck_group_base_area_is_known check (base_area in ('city', 'county'));

-- A person counts once, whoever says that they belong, and not after the last day of it.
create or replace function groups.count_members(only_group uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  members bigint;
begin
  insert into groups.member_band (group_id, at_least, at_most, marking)
  select g.id, 0, 0, g.marking from groups."group" g where g.id = only_group
      on conflict (group_id) do nothing;
  -- Two who add people at once count one after the other.
  perform 1 from groups.member_band b where b.group_id = only_group for update;
  select count(distinct i.nominal_id) into members from groups.involvement i
   where i.group_id = only_group and i.state = 'stated'
     and (i.to_on is null or i.to_on >= current_date);
  update groups.member_band b
     set at_least = case when members > 50 then 51 when members > 20 then 21
                         when members > 10 then 11 when members > 5 then 6
                         when members > 0 then 1 else 0 end,
         at_most = case when members > 50 then null when members > 20 then 50
                        when members > 10 then 20 when members > 5 then 10
                        when members > 0 then 5 else 0 end
   where b.group_id = only_group;
end $$;
