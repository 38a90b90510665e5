-- Agreements with versions, parties and a data schedule; gateways and consents as records.
alter table agencies.agreement
  add column lineage_id uuid, add column version smallint not null default 1,
  add column owner_agency_id uuid, add column gateway_ids uuid[] not null default '{}',
  add column documents text not null default '', add column review_on date,
  add column ceiling smallint not null default 2,
  add column shows_parties boolean not null default true,
  add column state text not null default 'live', add column edition smallint not null default 1,
  add column drafted_by_id uuid, add column live_at timestamptz, add column ended_at timestamptz,
  add column end_reason text not null default '';
-- What stood before is a first version, live, kept by the first police force that signed it.
update agencies.agreement a
   set lineage_id = a.id, review_on = a.ends_on,
       live_at = a.starts_on::timestamp at time zone 'Europe/London',
       owner_agency_id = coalesce(
         (select g.id from agencies.agreement_party p join agencies.agency g on g.id = p.agency_id
           where p.agreement_id = a.id order by g.kind <> 'police force', g.code limit 1),
         (select g.id from agencies.agency g order by g.kind <> 'police force', g.code limit 1));
alter table agencies.agreement
  alter column lineage_id set not null, alter column version drop default,
  alter column owner_agency_id set not null, alter column gateway_ids drop default,
  alter column documents drop default, alter column review_on set not null,
  alter column ceiling drop default, alter column shows_parties drop default,
  alter column state drop default, alter column edition drop default,
  alter column end_reason drop default,
  drop constraint uq_agreement_reference,
  add constraint uq_agreement_owner_agency_id_reference_version unique (owner_agency_id, reference, version),
  add constraint ck_agreement_state_is_known
    check (state in ('draft', 'in_consultation', 'live', 'superseded', 'ended')),
  add constraint fk_agreement_lineage_id
    foreign key (lineage_id) references agencies.agreement (id),
  add constraint fk_agreement_owner_agency_id
    foreign key (owner_agency_id) references agencies.agency (id),
  add constraint fk_agreement_drafted_by_id
    foreign key (drafted_by_id) references agencies.membership (id);
create unique index uq_agreement_live on agencies.agreement (lineage_id, owner_agency_id)
  where state = 'live';

alter table agencies.agreement_party
  add column part_3_purposes text[] not null default '{}',
  add column uk_gdpr_purposes text[] not null default '{}',
  add column signed_at timestamptz, add column signed_office text not null default '',
  add column signed_by_id uuid, add column left_at timestamptz;
update agencies.agreement_party p
   set signed_at = a.live_at, signed_office = 'As recorded before signing in the portal',
       part_3_purposes = case when g.kind like 'police%' or g.kind like 'regional%'
                              then a.purposes else '{}' end,
       uk_gdpr_purposes = case when g.kind like 'police%' or g.kind like 'regional%'
                               then '{}' else a.purposes end
  from agencies.agreement a, agencies.agency g
 where a.id = p.agreement_id and g.id = p.agency_id;
alter table agencies.agreement_party
  alter column part_3_purposes drop default, alter column uk_gdpr_purposes drop default,
  alter column signed_office drop default,
  add constraint ck_agreement_party_signed_by_an_office
    check ((signed_at is null) = (signed_office = '')),
  add constraint fk_agreement_party_signed_by_id
    foreign key (signed_by_id) references agencies.membership (id);
create index ix_agreement_party_agency_id on agencies.agreement_party (agency_id);

create table agencies.agreement_item (
  id uuid not null, agreement_id uuid not null, item text not null, view_id uuid not null,
  purpose text not null, regime text not null, retention text not null, removed_at timestamptz,
  constraint pk_agreement_item primary key (id),
  constraint ck_agreement_item_regime_is_known check (regime in ('part_3', 'uk_gdpr')),
  constraint fk_agreement_item_agreement_id
    foreign key (agreement_id) references agencies.agreement (id),
  constraint fk_agreement_item_view_id
    foreign key (view_id) references access.shared_view (id));
create index ix_agreement_item_agreement_id on agencies.agreement_item (agreement_id);
alter table agencies.agreement_item enable row level security;
-- Until an information manager writes a schedule, what stood before covers the views as shipped.
insert into agencies.agreement_item
  (id, agreement_id, item, view_id, purpose, regime, retention)
select gen_random_uuid(), a.id, v.name, v.id, purpose, 'part_3',
       'As the agreement says on paper'
  from agencies.agreement a cross join access.shared_view v
 cross join unnest(a.purposes) purposes (purpose);

alter table agencies.gateway
  add column version smallint not null default 1, add column replaces_id uuid,
  add column data_kinds text not null default '', add column purposes text[] not null default '{}',
  add column conditions text not null default '', add column onward_rule text not null default '',
  add column approver_role text not null default '', add column form text not null default '',
  add column offence_warning text not null default '', add column expires_on date,
  add column state text not null default 'check_before_use',
  add column becomes text not null default 'check_before_use',
  add column reason text not null default '', add column proposed_by_id uuid,
  add column proposed_at timestamptz, add column approved_by_id uuid,
  add column approved_at timestamptz;
alter table agencies.gateway
  alter column version drop default, alter column data_kinds drop default,
  alter column purposes drop default, alter column conditions drop default,
  alter column onward_rule drop default, alter column approver_role drop default,
  alter column form drop default, alter column offence_warning drop default,
  alter column state drop default, alter column becomes drop default,
  alter column reason drop default,
  drop constraint uq_gateway_code,
  add constraint uq_gateway_code_version unique (code, version),
  add constraint ck_gateway_state_is_known
    check (state in ('proposed', 'check_before_use', 'in_use', 'retired', 'declined')),
  add constraint ck_gateway_becomes_is_known
    check (becomes in ('check_before_use', 'in_use', 'retired')),
  add constraint ck_gateway_two_people check (proposed_by_id <> approved_by_id),
  add constraint fk_gateway_replaces_id
    foreign key (replaces_id) references agencies.gateway (id),
  add constraint fk_gateway_proposed_by_id
    foreign key (proposed_by_id) references agencies.membership (id),
  add constraint fk_gateway_approved_by_id
    foreign key (approved_by_id) references agencies.membership (id);

create table agencies.origin_consent (
  id uuid not null, group_id uuid not null, group_reference text not null,
  owner_agency_id uuid not null, recipient_id uuid not null, recipient_name text not null,
  purpose text not null, need text not null, state text not null, asked_by_id uuid not null,
  asked_by_agency_id uuid not null, asked_at timestamptz not null, reference text not null,
  answer text not null, answered_by_id uuid, answered_at timestamptz, until date,
  withdrawn_at timestamptz, withdrawn_by_id uuid, marking smallint not null,
  constraint pk_origin_consent primary key (id),
  constraint ck_origin_consent_state_is_known
    check (state in ('asked', 'given', 'declined', 'withdrawn')),
  constraint ck_origin_consent_given_with_a_reference
    check (state not in ('given', 'withdrawn') or (reference <> '' and until is not null)),
  constraint fk_origin_consent_group_id foreign key (group_id) references groups."group" (id),
  constraint fk_origin_consent_owner_agency_id
    foreign key (owner_agency_id) references agencies.agency (id),
  constraint fk_origin_consent_recipient_id
    foreign key (recipient_id) references agencies.receiver (id),
  constraint fk_origin_consent_asked_by_id
    foreign key (asked_by_id) references agencies.membership (id),
  constraint fk_origin_consent_asked_by_agency_id
    foreign key (asked_by_agency_id) references agencies.agency (id),
  constraint fk_origin_consent_answered_by_id
    foreign key (answered_by_id) references agencies.membership (id),
  constraint fk_origin_consent_withdrawn_by_id
    foreign key (withdrawn_by_id) references agencies.membership (id));
create index ix_origin_consent_group_id on agencies.origin_consent (group_id);
create index ix_origin_consent_owner_agency_id on agencies.origin_consent (owner_agency_id);
alter table agencies.origin_consent enable row level security;

-- The agreements that the asking agency keeps or is a party of; a draft is its keeper's alone.
create function agencies.my_agreements() returns uuid[]
language sql stable security definer set search_path = ''
begin atomic
  select array(
    select a.id from agencies.agreement a where a.owner_agency_id = access.agency()
    union
    select p.agreement_id from agencies.agreement_party p
      join agencies.agreement a on a.id = p.agreement_id
     where p.agency_id = access.agency() and a.state <> 'draft'
       and (p.left_at is null or p.signed_at is not null));
end;

-- An agency and all that are part of it, however deep.
create function agencies.family(agency uuid) returns uuid[]
language sql stable security definer set search_path = ''
begin atomic
  with recursive below (id) as (
    select agency
    union
    select a.id from agencies.agency a join below b on a.parent_id = b.id)
  select array(select b.id from below b);
end;

-- The agencies whose people read what is given to a recipient.
create function agencies.behind(recipient uuid) returns uuid[]
language sql stable security definer set search_path = ''
begin atomic
  select array(
    select a.id from agencies.agency a where a.id = recipient
    union
    select s.agency_id from boards.seat s where s.board_id = recipient and s.ended_at is null
    union
    select coalesce(m.agency_id, x.agency_id) from agencies.sharing_circle_member m
      left join agencies.membership x on x.id = m.membership_id
     where m.circle_id = recipient and (m.ends_at is null or m.ends_at > now())
    union
    select x.agency_id from agencies.membership x where x.id = recipient
    union
    select unnest(agencies.family(d.agency_id)) from access.duty_recipient d
     where d.id = recipient and d.role = 'FAMILY');
end;

-- The instant at which an agreement stops bearing a share between the two: midnight in London
-- after the last day of its live version; null when it has none, or when the lender or any agency
-- that reads what the recipient is given has not signed that version, or has left it.
create or replace function agencies.agreement_until(agreement uuid, lender uuid, recipient uuid)
returns timestamptz language sql stable security definer set search_path = ''
begin atomic
  select (v.ends_on + 1)::timestamp at time zone 'Europe/London'
    from agencies.agreement a
    join agencies.agreement v on v.lineage_id = a.lineage_id and v.state = 'live'
   where a.id = agreement and v.starts_on <= (now() at time zone 'Europe/London')::date
     and not exists (
       select 1 from unnest(agencies.behind(recipient) || lender) needed (id)
        where not exists (
          select 1 from agencies.agreement_party p
            join agencies.agency g on g.id = p.agency_id and g.state <> 'left'
           where p.agreement_id = v.id and p.agency_id = needed.id
             and p.signed_at is not null and p.left_at is null));
end;

-- The same, for the form that asks: only of agreements that the asker's agency is a party of.
create function agencies.agreement_covers(agreement uuid, lender uuid, recipient uuid)
returns boolean language sql stable security definer set search_path = ''
begin atomic
  select agreement = any (agencies.my_agreements())
     and coalesce(agencies.agreement_until(agreement, lender, recipient) > now(), false);
end;

-- Agencies whose own material a loan of these sections would pass on, and whose consent it takes:
-- HMRC, DWP and the NCA by their kinds.
create function groups.origin_owners(only_group uuid, opened smallint) returns uuid[]
language sql stable security definer set search_path = ''
begin atomic
  select array(
    select a.id from agencies.agency a
     where a.kind in ('revenue', 'government department', 'national agency')
       and (exists (select 1 from groups."group" k
                     where k.id = only_group and k.lead_agency_id = a.id)
            or (opened & 96) <> 0
               and exists (select 1 from groups.involvement i
                             join groups.nominal n on n.id = i.nominal_id
                            where i.group_id = only_group and n.owner_agency_id = a.id)
            or (opened & 1024) <> 0
               and exists (select 1 from groups.log_entry e
                             join agencies.membership m on m.id = e.written_by_id
                            where e.group_id = only_group and m.agency_id = a.id)));
end;

-- Owners among these who gave no consent that holds now for the recipient.  Nothing is passed on
-- when an owner lends its own, or is lent it back.
create function groups.origin_until(only_group uuid, owners uuid[], giver uuid, recipient uuid)
returns timestamptz language sql stable security definer set search_path = ''
begin atomic
  select coalesce(min(coalesce(best.until, '-infinity')), 'infinity')
    from unnest(owners) o (id)
   cross join lateral (
      select r.id from agencies.receiver r where r.id = recipient
      union select x.agency_id from agencies.membership x where x.id = recipient
      union select unnest(agencies.family(d.agency_id)) from access.duty_recipient d
             where d.id = recipient) taker
    left join lateral (
      select max((c.until + 1)::timestamp at time zone 'Europe/London') as until
        from agencies.origin_consent c
       where c.group_id = only_group and c.owner_agency_id = o.id and c.recipient_id = taker.id
         and c.state = 'given') best on true
   where o.id <> giver and o.id <> taker.id;
end;

-- The names of the owners whose consent is missing, for whoever leads or coordinates the group; of
-- every other owner of material in it, when no recipient is named.
create function groups.consents_missing(only_group uuid, opened smallint, recipient uuid)
returns table (id uuid, name text) language sql stable security definer set search_path = ''
begin atomic
  select a.id, a.name from agencies.agency a
   where a.id = any (groups.origin_owners(only_group, opened))
     and case when recipient is null then a.id is distinct from access.agency()
              else groups.origin_until(only_group, array[a.id], access.agency(), recipient) <= now()
         end
     and access.may_share(only_group)
   order by a.name, a.id;
end;

-- Whether the schedule of the live version covers the view of a loan for its purpose.
create function agencies.schedule_covers(agreement uuid, opened_by uuid, aim text)
returns boolean language sql stable security definer set search_path = ''
begin atomic
  select exists (
    select 1 from agencies.agreement a
      join agencies.agreement v on v.lineage_id = a.lineage_id and v.state = 'live'
      join agencies.agreement_item i on i.agreement_id = v.id and i.removed_at is null
      join access.view_version w on w.view_id = i.view_id
     where a.id = agreement and w.id = opened_by and i.purpose = aim
       and i.purpose = any (v.purposes));
end;

-- Until when the agreement and the owners' consents bear a loan to one of its recipients.
create function groups.borne_until(loan groups.share, recipient uuid) returns timestamptz
language plpgsql stable security definer set search_path = '' as $$
declare
  agreed timestamptz;
  lender uuid := (select k.lead_agency_id from groups."group" k where k.id = loan.group_id);
  giver uuid := (select m.agency_id from agencies.membership m where m.id = loan.given_by_id);
  opened smallint := (select v.sections from access.view_version v
                       where v.id = loan.view_version_id);
begin
  if not agencies.schedule_covers(loan.agreement_id, loan.view_version_id, loan.purpose)
     or loan.marking > (select v.ceiling from agencies.agreement a
                          join agencies.agreement v on v.lineage_id = a.lineage_id
                         where a.id = loan.agreement_id and v.state = 'live') then
    return '-infinity';
  end if;
  agreed := agencies.agreement_until(loan.agreement_id, lender, recipient);
  return least(coalesce(agreed, '-infinity'),
               groups.origin_until(loan.group_id, groups.origin_owners(loan.group_id, opened),
                                   giver, recipient));
end $$;

-- A share is written, and goes live, only on a live agreement, a gateway and the owners' consents
-- that bear it.  What is over already discloses nothing.
create function groups.check_basis() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  recipient uuid := coalesce(new.agency_id, new.board_id, new.circle_id, new.membership_id);
  taker text;
  lender text;
  today date := (now() at time zone 'Europe/London')::date;
begin
  if new.state = 'declined' or new.revoked_at is not null or new.until <= now() then
    return null;
  end if;
  select a.kind into lender from groups."group" k join agencies.agency a on a.id = k.lead_agency_id
   where k.id = new.group_id;
  select coalesce(
      (select r.kind from agencies.receiver r where r.id = recipient),
      (select a.kind from agencies.membership x join agencies.agency a on a.id = x.agency_id
        where x.id = recipient)) into taker;
  if not exists (
       select 1 from agencies.gateway w
        where w.id = new.gateway_id and w.state in ('check_before_use', 'in_use')
          and w.from_kind in ('any', lender) and w.to_kind in ('any', taker)
          and (w.expires_on is null or w.expires_on >= today)
          and (w.purposes = '{}' or new.purpose = any (w.purposes))) then
    raise check_violation using constraint = 'ck_share_gateway_fits',
      message = 'this gateway does not bear this share';
  end if;
  if exists (select 1 from unnest(array[recipient] || case when new.cascades
               then agencies.family(new.agency_id) else '{}' end) reader (id)
              where groups.borne_until(new, reader.id) <= now()) then
    raise check_violation using constraint = 'ck_share_agreement_bears',
      message = 'no live agreement, or no consent of an owner, bears this share';
  end if;
  return null;
end $$;
-- After the row, so that a key out of the giver's sight is refused by the policies first; before
-- the grant is written, by the order of the triggers' names.
create trigger check_basis after insert or update of state on groups.share
  for each row execute function groups.check_basis();

-- Standing shares end when their basis ends, and are restored with it up to their own end, unless
-- the group was given to the same recipient anew in the meantime.
create function groups.refresh_grants(loans uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update access.given g
     set valid_until = greatest(
           g.valid_from + interval '1 microsecond',
           case when b.until <= now() then least(g.valid_until, now())
                when exists (select 1 from access.given o
                              where o.group_id = g.group_id and o.recipient_id = g.recipient_id
                                and o.via = 'SHARE' and o.share_id <> g.share_id
                                and o.revoked_at is null and o.valid_until > now())
                then g.valid_until
                else least(s.until, b.until) end)
    from groups.share s
   cross join lateral (select d.id, groups.borne_until(s, d.recipient_id) as until
                         from access.given d where d.share_id = s.id) b
   where s.id = any (loans) and g.share_id = s.id and b.id = g.id and g.revoked_at is null
     and s.until > now();
end $$;

-- Shares of a group that stopped before their own end because what they rest on did, for those who
-- hold the lead view by duty.
create function groups.stopped(only_group uuid) returns table (share_id uuid)
language sql stable security definer set search_path = ''
begin atomic
  select s.id from groups.share s
   where s.group_id = only_group and s.state = 'live' and s.revoked_at is null and s.until > now()
     and not exists (select 1 from access.given g where g.share_id = s.id
                        and g.revoked_at is null and g.valid_until > now())
     and access.fence() is null
     and access.runs(only_group);
end;

-- What a grant was written with is only the agreement's end: the owners' consents may end sooner.
create function groups.settle_grant() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform groups.refresh_grants(array[new.id]);
  return null;
end $$;
create trigger settle_grant after insert or update of state on groups.share
  for each row when (new.state = 'live' and new.revoked_at is null)
  execute function groups.settle_grant();

create function agencies.refresh_agreement(lineage uuid) returns void
language sql security definer set search_path = ''
begin atomic
  select groups.refresh_grants(array(
    select s.id from groups.share s join agencies.agreement a on a.id = s.agreement_id
     where a.lineage_id = lineage and s.state = 'live' and s.revoked_at is null
       and s.until > now()));
end;
create function agencies.refresh_agency(agency uuid) returns void
language sql security definer set search_path = ''
begin atomic
  select groups.refresh_grants(array(
    select s.id from groups.share s join agencies.agreement a on a.id = s.agreement_id
     where s.state = 'live' and s.revoked_at is null and s.until > now()
       and a.lineage_id in (select v.lineage_id from agencies.agreement_party p
                              join agencies.agreement v on v.id = p.agreement_id
                             where p.agency_id = agency)));
end;

create function agencies.keep_agreement() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    if new.lineage_id <> new.id
       and not exists (select 1 from agencies.agreement v
                        where v.id = new.lineage_id and v.lineage_id = v.id
                          and v.owner_agency_id = new.owner_agency_id) then
      raise check_violation using constraint = 'ck_agreement_lineage_is_its_keepers',
        message = 'a new version is drafted by the agency that keeps the agreement';
    end if;
    return new;
  end if;
  if old.state <> 'draft' and current_setting('portal.membership', true) <> ''
     and (new.title, new.purposes, new.gateway_ids, new.documents, new.starts_on, new.ends_on,
          new.review_on, new.ceiling, new.shows_parties, new.reference)
         is distinct from
         (old.title, old.purposes, old.gateway_ids, old.documents, old.starts_on, old.ends_on,
          old.review_on, old.ceiling, old.shows_parties, old.reference) then
    raise check_violation using constraint = 'ck_agreement_terms_stay',
      message = 'the terms of an agreement change only while it is a draft';
  end if;
  if new.state <> old.state and not (old.state, new.state) in (
       ('draft', 'in_consultation'), ('in_consultation', 'draft'), ('in_consultation', 'live'),
       ('live', 'superseded'), ('live', 'ended'), ('draft', 'ended'), ('in_consultation', 'ended')) then
    raise check_violation using constraint = 'ck_agreement_state_follows',
      message = 'an agreement cannot go from ' || old.state || ' to ' || new.state;
  end if;
  if new.state = 'live' and old.state <> 'live' then
    if (select count(*) < 2 or bool_or(p.signed_at is null) from agencies.agreement_party p
         where p.agreement_id = new.id and p.left_at is null) then
      raise check_violation using constraint = 'ck_agreement_all_signed',
        message = 'an agreement is live once all of its parties, two at least, have signed';
    end if;
    update agencies.agreement set state = 'superseded', ended_at = now()
     where lineage_id = new.lineage_id and id <> new.id and state = 'live';
  elsif new.state = 'draft' and old.state = 'in_consultation' then
    update agencies.agreement_party
       set signed_at = null, signed_office = '', signed_by_id = null where agreement_id = new.id;
  end if;
  return new;
end $$;
create trigger keep_agreement before insert or update on agencies.agreement
  for each row execute function agencies.keep_agreement();

create function agencies.keep_party() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  stands text := (select a.state from agencies.agreement a where a.id = new.agreement_id);
begin
  if coalesce(current_setting('portal.membership', true), '') = '' then
    return new;
  elsif new.signed_at is not null and (tg_op = 'INSERT' or old.signed_at is null)
        and (stands <> 'in_consultation' or new.agency_id is distinct from access.agency()
             or new.signed_by_id is distinct from access.membership()) then
    raise check_violation using constraint = 'ck_agreement_party_signs_itself',
      message = 'an agency signs for itself, while the agreement is in consultation';
  elsif stands <> 'draft' and (tg_op = 'INSERT'
        or (new.part_3_purposes, new.uk_gdpr_purposes)
           is distinct from (old.part_3_purposes, old.uk_gdpr_purposes)
        or new.left_at is null and old.left_at is not null) then
    raise check_violation using constraint = 'ck_agreement_party_terms_stay',
      message = 'the parties of an agreement change only while it is a draft';
  end if;
  return new;
end $$;
create trigger keep_party before insert or update on agencies.agreement_party
  for each row execute function agencies.keep_party();

create function agencies.keep_item() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if coalesce(current_setting('portal.membership', true), '') <> ''
     and (select a.state from agencies.agreement a where a.id = new.agreement_id) <> 'draft' then
    raise check_violation using constraint = 'ck_agreement_item_terms_stay',
      message = 'the data schedule of an agreement changes only while it is a draft';
  end if;
  return new;
end $$;
create trigger keep_item before insert or update on agencies.agreement_item
  for each row execute function agencies.keep_item();

-- A second person makes a proposed entry of the register what it was proposed to become.
create function agencies.keep_gateway() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if coalesce(current_setting('portal.membership', true), '') = '' then
    return new;
  elsif tg_op = 'INSERT' then
    if new.state <> 'proposed' or new.proposed_by_id is distinct from access.membership() then
      raise check_violation using constraint = 'ck_gateway_proposed_first',
        message = 'an entry of the register begins as a proposal';
    end if;
    return new;
  elsif old.state = 'proposed' and new.state in ('declined', new.becomes)
        and new.approved_by_id = access.membership() then
    if new.state <> 'declined' then
      update agencies.gateway set state = 'retired'
       where id = new.replaces_id and state in ('check_before_use', 'in_use');
    end if;
    return new;
  elsif new.state = 'retired' and old.state in ('check_before_use', 'in_use')
        and pg_trigger_depth() > 1 then
    return new;
  end if;
  raise check_violation using constraint = 'ck_gateway_answered_once',
    message = 'an entry of the register changes by a proposal that a second person approves';
end $$;
create trigger keep_gateway before insert or update on agencies.gateway
  for each row execute function agencies.keep_gateway();

create function agencies.follow_agreement() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform agencies.refresh_agreement(new.lineage_id);
  return null;
end $$;
create trigger follow_agreement after update of state, starts_on, ends_on, purposes
  on agencies.agreement for each row execute function agencies.follow_agreement();

create function agencies.follow_terms() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform agencies.refresh_agreement(a.lineage_id) from agencies.agreement a
    where a.id = coalesce(new.agreement_id, old.agreement_id);
  return null;
end $$;
create trigger follow_terms after update or delete on agencies.agreement_party
  for each row execute function agencies.follow_terms();
create trigger follow_signature after insert on agencies.agreement_party
  for each row when (new.signed_at is not null) execute function agencies.follow_terms();
create trigger follow_terms after update or delete on agencies.agreement_item
  for each row execute function agencies.follow_terms();
create trigger follow_item after insert on agencies.agreement_item
  for each row execute function agencies.follow_terms();

create function agencies.follow_agency() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  parent uuid;
begin
  if new.state is distinct from old.state then
    perform agencies.refresh_agency(new.id);
  end if;
  if new.parent_id is distinct from old.parent_id then
    foreach parent in array array_remove(array[old.parent_id, new.parent_id], null) loop
      perform groups.refresh_grants(array(
        select g.share_id from access.given g join access.duty_recipient d on d.id = g.recipient_id
         where d.role = 'FAMILY' and g.via = 'SHARE' and g.revoked_at is null
           and parent = any (agencies.family(d.agency_id))));
    end loop;
  end if;
  return null;
end $$;
create trigger follow_agency after update of state, parent_id on agencies.agency
  for each row execute function agencies.follow_agency();

-- Whoever joins a board or a circle without having signed stops what was shared with it.
create function agencies.follow_seat() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  joined jsonb := to_jsonb(new);
  place uuid := coalesce(joined ->> 'board_id', joined ->> 'circle_id')::uuid;
begin
  perform groups.refresh_grants(array(
    select s.id from groups.share s
     where coalesce(s.board_id, s.circle_id) = place and s.state = 'live'
       and s.revoked_at is null and s.until > now()));
  return null;
end $$;
create trigger follow_seat after insert or update on boards.seat
  for each row execute function agencies.follow_seat();
create trigger follow_member after insert or update on agencies.sharing_circle_member
  for each row execute function agencies.follow_seat();

create function groups.follow_consent() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform groups.refresh_grants(array(
    select s.id from groups.share s where s.group_id = new.group_id and s.state = 'live'
       and s.revoked_at is null and s.until > now()));
  return null;
end $$;
create trigger follow_consent after update on agencies.origin_consent
  for each row execute function groups.follow_consent();
create trigger follow_given_consent after insert on agencies.origin_consent
  for each row when (new.state = 'given') execute function groups.follow_consent();

-- Material of such an owner that comes into a group stops what is shared of it without consent.
create function groups.follow_material() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  touched uuid[];
  kinds constant text[] := '{revenue,government department,national agency}';
begin
  if tg_table_name = 'involvement' then
    touched := array(select distinct x.group_id from added x
                       join groups.nominal n on n.id = x.nominal_id
                       join agencies.agency a on a.id = n.owner_agency_id
                      where a.kind = any (kinds));
  else
    touched := array(select distinct x.group_id from added x
                       join agencies.membership m on m.id = x.written_by_id
                       join agencies.agency a on a.id = m.agency_id
                      where a.kind = any (kinds));
  end if;
  if touched <> '{}' then
    perform groups.refresh_grants(array(
      select s.id from groups.share s
       where s.group_id = any (touched) and s.state = 'live' and s.revoked_at is null
         and s.until > now()));
  end if;
  return null;
end $$;
create trigger follow_material after insert on groups.involvement
  referencing new table as added for each statement execute function groups.follow_material();
create trigger follow_material after insert on groups.log_entry
  referencing new table as added for each statement execute function groups.follow_material();

revoke execute on function
  agencies.my_agreements(), agencies.family(uuid), agencies.behind(uuid),
  agencies.agreement_until(uuid, uuid, uuid), agencies.agreement_covers(uuid, uuid, uuid),
  agencies.schedule_covers(uuid, uuid, text), groups.origin_owners(uuid, smallint),
  groups.origin_until(uuid, uuid[], uuid, uuid),
  groups.consents_missing(uuid, smallint, uuid), groups.borne_until(groups.share, uuid),
  groups.check_basis(), groups.settle_grant(), groups.stopped(uuid), groups.refresh_grants(uuid[]), agencies.refresh_agreement(uuid),
  agencies.refresh_agency(uuid), agencies.keep_agreement(), agencies.keep_party(),
  agencies.keep_item(), agencies.keep_gateway(), agencies.follow_agreement(),
  agencies.follow_terms(), agencies.follow_agency(), agencies.follow_seat(),
  groups.follow_consent(), groups.follow_material() from public;
grant execute on function
  agencies.my_agreements(), agencies.agreement_covers(uuid, uuid, uuid),
  groups.consents_missing(uuid, smallint, uuid), groups.stopped(uuid) to portal_web;
