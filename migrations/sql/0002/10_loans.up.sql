-- Views are data; a share names a version of one, and its grant opens what that version opens.
create table access.shared_view (
  id uuid not null, code text not null, name text not null,
  constraint pk_shared_view primary key (id), constraint uq_shared_view_code unique (code));
create table access.view_version (
  id uuid not null, view_id uuid not null, number smallint not null, view smallint not null,
  sections smallint not null, reason text not null, state text not null,
  proposed_by_id uuid, proposed_at timestamptz not null, approved_by_id uuid,
  approved_at timestamptz,
  constraint pk_view_version primary key (id),
  constraint uq_view_version_view_id_number unique (view_id, number),
  constraint ck_view_version_view_in_range check (view between 1 and 3),
  constraint ck_view_version_state_is_known check (state in ('draft', 'live', 'retired', 'declined')),
  constraint ck_view_version_two_people check (proposed_by_id <> approved_by_id),
  constraint fk_view_version_view_id foreign key (view_id) references access.shared_view (id),
  constraint fk_view_version_proposed_by_id
    foreign key (proposed_by_id) references agencies.membership (id),
  constraint fk_view_version_approved_by_id
    foreign key (approved_by_id) references agencies.membership (id));
alter table access.shared_view enable row level security;
alter table access.view_version enable row level security;
insert into access.shared_view (id, code, name) values
  ('00000000-0000-4000-8000-000000000001', 'headline', 'Headline'),
  ('00000000-0000-4000-8000-000000000002', 'partner-summary', 'Partner summary'),
  ('00000000-0000-4000-8000-000000000003', 'lead-view', 'Lead view');
insert into access.view_version (id, view_id, number, view, sections, reason, state, proposed_at)
select ('00000000-0000-4000-9000-00000000000' || level)::uuid,
       ('00000000-0000-4000-8000-00000000000' || level)::uuid,
       1, level, sections, 'As shipped', 'live', now()
  from (values (1, 1), (2, 15), (3, 2047)) shipped (level, sections);

-- Named sharing circles, and agencies that are part of another.
alter table agencies.agency add column parent_id uuid
  constraint fk_agency_parent_id references agencies.agency (id);
create table agencies.sharing_circle (
  id uuid not null, name text not null, purpose text not null,
  owner_agency_id uuid not null, ceiling smallint not null, state text not null,
  made_at timestamptz not null,
  constraint pk_sharing_circle primary key (id),
  constraint ck_sharing_circle_state_is_known check (state in ('active', 'ended')),
  constraint fk_sharing_circle_owner_agency_id
    foreign key (owner_agency_id) references agencies.agency (id));
create table agencies.sharing_circle_member (
  id uuid not null, circle_id uuid not null, agency_id uuid, membership_id uuid,
  is_hidden boolean not null, starts_at timestamptz not null, ends_at timestamptz,
  constraint pk_sharing_circle_member primary key (id),
  constraint ck_sharing_circle_member_one_member
    check ((agency_id is null) <> (membership_id is null)),
  constraint ck_sharing_circle_member_ends_after_start
    check (ends_at is null or ends_at > starts_at),
  constraint fk_sharing_circle_member_circle_id
    foreign key (circle_id) references agencies.sharing_circle (id),
  constraint fk_sharing_circle_member_agency_id
    foreign key (agency_id) references agencies.agency (id),
  constraint fk_sharing_circle_member_membership_id
    foreign key (membership_id) references agencies.membership (id));
create index ix_sharing_circle_member_circle_id on agencies.sharing_circle_member (circle_id);
create index ix_sharing_circle_member_agency on agencies.sharing_circle_member (agency_id);
create index ix_sharing_circle_member_membership on agencies.sharing_circle_member (membership_id);
alter table agencies.sharing_circle enable row level security;
alter table agencies.sharing_circle_member enable row level security;
create trigger keep_receiver after insert or update on agencies.sharing_circle
  for each row execute function agencies.keep_receiver();
create or replace function agencies.keep_receiver() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  made jsonb := to_jsonb(new);
begin
  insert into agencies.receiver as r (id, name, kind, ceiling, is_active)
  values (new.id, new.name,
          coalesce(made ->> 'kind',
                   case tg_table_name when 'board' then 'board' else 'sharing circle' end),
          new.ceiling, coalesce(made ->> 'state', 'active') = 'active')
      on conflict (id) do update
     set name = excluded.name, kind = excluded.kind, ceiling = excluded.ceiling,
         is_active = excluded.is_active;
  return null;
end $$;

-- A share: to any of four kinds of recipient, waiting for a second person where one is needed.
alter table groups.share
  add column circle_id uuid constraint fk_share_circle_id references agencies.sharing_circle (id),
  add column membership_id uuid constraint fk_share_membership_id references agencies.membership (id),
  add column cascades boolean not null default false,
  add column view_version_id uuid
    constraint fk_share_view_version_id references access.view_version (id),
  add column conditions text not null default '',
  add column shows_holders boolean not null default false,
  add column state text not null default 'live',
  add column needs_approval text not null default '',
  add column preview_hash text not null default '',
  add column approved_by_id uuid
    constraint fk_share_approved_by_id references agencies.membership (id),
  add column approved_at timestamptz,
  add column renewed_from_id uuid constraint fk_share_renewed_from_id references groups.share (id);
alter table groups.share disable trigger keep_grant;
update groups.share set view_version_id = ('00000000-0000-4000-9000-00000000000' || view)::uuid;
update groups.share set until = given_at + interval '1 year'
 where until > given_at + interval '1 year 2 days';
alter table groups.share enable trigger keep_grant;
alter table groups.share
  alter column view_version_id set not null, alter column cascades drop default,
  alter column conditions drop default, alter column shows_holders drop default,
  alter column state drop default, alter column needs_approval drop default,
  alter column preview_hash drop default,
  drop constraint ck_share_one_recipient,
  add constraint ck_share_one_recipient
    check (num_nonnulls(agency_id, board_id, circle_id, membership_id) = 1),
  add constraint ck_share_no_lead_view_to_a_board check (board_id is null or view < 3),
  add constraint ck_share_at_most_a_year check (until <= given_at + interval '1 year 2 days'),
  add constraint ck_share_state_is_known check (state in ('awaiting', 'live', 'declined')),
  add constraint ck_share_two_people check (given_by_id <> approved_by_id),
  add constraint ck_share_approved_where_needed
    check (state = 'awaiting' or needs_approval = '' or approved_by_id is not null),
  add constraint ck_share_agencies_alone_cascade check (not cascades or agency_id is not null);
create table access.acceptance (
  share_id uuid not null, membership_id uuid not null, accepted_at timestamptz not null,
  constraint pk_acceptance primary key (share_id, membership_id),
  constraint fk_acceptance_share_id foreign key (share_id) references groups.share (id),
  constraint fk_acceptance_membership_id
    foreign key (membership_id) references agencies.membership (id));
alter table access.acceptance enable row level security;

alter table access.given
  add column sections smallint not null default 0,
  add column needs_acceptance boolean not null default false;
update access.given set sections = case view when 1 then 1 when 2 then 15 else 2047 end;
alter table access.given
  alter column sections drop default, alter column needs_acceptance drop default;

-- The instant at which an agreement stops bearing a share between the two: midnight in London
-- after its last day.
create function agencies.agreement_until(agreement uuid, lender uuid, recipient uuid)
returns timestamptz language sql stable security definer set search_path = ''
begin atomic
  select (a.ends_on + 1)::timestamp at time zone 'Europe/London'
    from agencies.agreement a where a.id = agreement;
end;

-- A share and its grant are one: the grant is written, and ended, by the row of the share.
create function groups.write_grant(new groups.share) returns void
language plpgsql security definer set search_path = '' as $$
declare
  recipient uuid := coalesce(new.agency_id, new.board_id, new.circle_id, new.membership_id);
  lender uuid := (select g.lead_agency_id from groups."group" g where g.id = new.group_id);
  family uuid;
begin
  insert into access.given
    (id, group_id, from_agency_id, recipient_id, view, sections, via, share_id, valid_from,
     valid_until, revoked_at, needs_acceptance)
  select gen_random_uuid(), new.group_id, lender, recipient, v.view, v.sections, 'SHARE', new.id,
         coalesce(new.approved_at, new.given_at),
         least(new.until, agencies.agreement_until(new.agreement_id, lender, recipient)),
         new.revoked_at, new.conditions <> ''
    from access.view_version v
   where v.id = new.view_version_id
     and coalesce(new.approved_at, new.given_at)
         < least(new.until, agencies.agreement_until(new.agreement_id, lender, recipient));
  if new.cascades then
    insert into access.duty_recipient (id, agency_id, role)
    values (gen_random_uuid(), new.agency_id, 'FAMILY') on conflict (agency_id, role) do nothing;
    select d.id into family from access.duty_recipient d
     where d.agency_id = new.agency_id and d.role = 'FAMILY';
    insert into access.given
      (id, group_id, from_agency_id, recipient_id, view, sections, via, share_id, valid_from,
       valid_until, revoked_at, needs_acceptance)
    select gen_random_uuid(), g.group_id, g.from_agency_id, family, g.view, g.sections, g.via,
           g.share_id, g.valid_from, g.valid_until, g.revoked_at, g.needs_acceptance
      from access.given g where g.share_id = new.id and g.recipient_id = recipient;
  end if;
end $$;
create or replace function groups.keep_grant() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  recipient uuid := coalesce(new.agency_id, new.board_id, new.circle_id, new.membership_id);
begin
  -- One at a time for each group: two shares sent at once must see each other, and a share is
  -- not taken back while somebody acts by it.
  perform pg_advisory_xact_lock(hashtextextended(new.group_id::text, 20150615));
  if tg_op = 'UPDATE' and old.revoked_at is not null then
    raise check_violation using constraint = 'ck_share_revoked_once',
      message = 'a share that was revoked stays revoked';
  elsif tg_op = 'UPDATE' and old.state <> 'awaiting' and new.state <> old.state then
    raise check_violation using constraint = 'ck_share_answered_once',
      message = 'a share that was answered stays answered';
  elsif new.revoked_at is not null then
    update access.given set revoked_at = new.revoked_at
     where share_id = new.id and revoked_at is null;
  elsif new.state = 'live' and (tg_op = 'INSERT' or old.state = 'awaiting') then
    if new.renewed_from_id is not null then
      update groups.share set revoked_at = now(), revoked_by_id = new.given_by_id
       where id = new.renewed_from_id and group_id = new.group_id and revoked_at is null;
    end if;
    if exists (select 1 from access.given g
                where g.group_id = new.group_id and g.recipient_id = recipient and g.via = 'SHARE'
                  and g.revoked_at is null and g.valid_until > now()) then
      raise unique_violation using constraint = 'uq_given_live_share',
        message = 'this group is shared with this recipient already';
    end if;
    perform groups.write_grant(new);
  end if;
  return null;
end $$;

-- Everything that a membership answers to: itself, its agency and the families of those above it,
-- its boards, its duties, its sharing circles.
create function access.recipients_of(who uuid, place uuid, held text[]) returns uuid[]
language sql stable security definer set search_path = ''
begin atomic
  with recursive above (id, parent_id) as (
    select a.id, a.parent_id from agencies.agency a where a.id = place
    union
    select a.id, a.parent_id from agencies.agency a join above b on a.id = b.parent_id)
  select array[who, place]
      || array(select b.board_id from boards.seat b
                where b.membership_id = who and b.ended_at is null and b.agency_id = place)
      || array(select r.id from access.duty_recipient r
                where r.agency_id = place and r.role = any (held))
      || array(select r.id from access.duty_recipient r join above a on a.id = r.agency_id
                where r.role = 'FAMILY')
      || array(select m.circle_id from agencies.sharing_circle_member m
                 join agencies.sharing_circle c on c.id = m.circle_id
                where (m.membership_id = who or m.agency_id = place) and c.state = 'active'
                  and m.starts_at <= now() and (m.ends_at is null or m.ends_at > now()));
end;
