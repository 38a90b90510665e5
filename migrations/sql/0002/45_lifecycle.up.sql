-- What follows a share: its approval, acceptance, renewal, copies, corrections, requests.
alter table groups.share
  add column renewal_reason text not null default '',
  add column declined_because text not null default '';
alter table groups.share
  alter column renewal_reason drop default, alter column declined_because drop default;
create table groups.copy (
  id uuid not null,
  group_id uuid not null,
  share_id uuid,
  membership_id uuid not null,
  kind text not null,
  what text not null,
  reference text not null,
  lender text not null,
  taken_at timestamptz not null,
  recalled_at timestamptz,
  marking smallint not null,
  constraint pk_copy primary key (id),
  constraint ck_copy_kind_is_known check (kind in ('print', 'file', 'note', 'ledger')),
  constraint fk_copy_group_id foreign key (group_id) references groups."group" (id),
  constraint fk_copy_share_id foreign key (share_id) references groups.share (id),
  constraint fk_copy_membership_id foreign key (membership_id) references agencies.membership (id)
);
alter table groups.copy enable row level security;
create table groups.destruction (
  copy_id uuid not null,
  membership_id uuid not null,
  destroyed_at timestamptz not null,
  how text not null,
  constraint pk_destruction primary key (copy_id),
  constraint fk_destruction_copy_id foreign key (copy_id) references groups.copy (id),
  constraint fk_destruction_membership_id foreign key (membership_id) references agencies.membership (id)
);
alter table groups.destruction enable row level security;
create table groups.correction (
  id uuid not null,
  sending_id uuid not null,
  group_id uuid not null,
  recipient_id uuid not null,
  reference text not null,
  lender text not null,
  text text not null,
  sent_at timestamptz not null,
  sent_by_id uuid not null,
  acknowledged_at timestamptz,
  acknowledged_by_id uuid,
  marking smallint not null,
  constraint pk_correction primary key (id),
  constraint uq_correction_sending_id_recipient_id unique (sending_id, recipient_id),
  constraint fk_correction_group_id foreign key (group_id) references groups."group" (id),
  constraint fk_correction_sent_by_id foreign key (sent_by_id) references agencies.membership (id),
  constraint fk_correction_acknowledged_by_id foreign key (acknowledged_by_id) references agencies.membership (id)
);
alter table groups.correction enable row level security;
create table groups.access_request (
  id uuid not null,
  asked_by_id uuid not null,
  agency_id uuid not null,
  about text not null,
  need text not null,
  purpose text not null,
  asked_at timestamptz not null,
  constraint pk_access_request primary key (id),
  constraint fk_access_request_asked_by_id foreign key (asked_by_id) references agencies.membership (id),
  constraint fk_access_request_agency_id foreign key (agency_id) references agencies.agency (id)
);
alter table groups.access_request enable row level security;
create table groups.request_match (
  request_id uuid not null,
  asked_by_id uuid not null,
  group_id uuid,
  answered_at timestamptz,
  answered_by_id uuid,
  answer text not null,
  constraint pk_request_match primary key (request_id),
  constraint ck_request_match_answered_by_one check ((answered_at is null) = (answered_by_id is null)),
  constraint fk_request_match_request_id foreign key (request_id) references groups.access_request (id),
  constraint fk_request_match_asked_by_id foreign key (asked_by_id) references agencies.membership (id),
  constraint fk_request_match_group_id foreign key (group_id) references groups."group" (id),
  constraint fk_request_match_answered_by_id foreign key (answered_by_id) references agencies.membership (id)
);
alter table groups.request_match enable row level security;
create index ix_access_request_asked_by_id on groups.access_request (asked_by_id);
create index ix_correction_group_id on groups.correction (group_id);
create index ix_request_match_group_id on groups.request_match (group_id);
create index ix_copy_group_id on groups.copy (group_id);
create index ix_copy_membership_id on groups.copy (membership_id);
create index ix_copy_share_id on groups.copy (share_id);

-- A share that waits is answered by the one who says so, never by the one who proposed it.
create function groups.keep_answer() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if access.membership() is not null
     and (new.state <> old.state or new.approved_by_id is distinct from old.approved_by_id)
     and (new.approved_by_id is distinct from access.membership() or new.approved_at is null
          or not access.may_answer(new.group_id)) then
    raise insufficient_privilege using message = 'who answers a share says so by their own name';
  end if;
  return new;
end $$;
create trigger keep_answer before update on groups.share
  for each row execute function groups.keep_answer();

-- The lead view, people's names, a sharing circle and a named person are opened by two people.
-- Asked when the transaction ends: a preview writes the share as if it were approved, and is
-- thrown away.  What the owner of the database writes was approved elsewhere.
create function groups.need_approver() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if access.membership() is not null
     and exists (
       select 1 from groups.share s join access.view_version v on v.id = s.view_version_id
        where s.id = new.id and s.state = 'live' and s.approved_by_id is null
          and s.revoked_at is null
          and (v.view = 3 or v.sections & 64 <> 0
               or s.circle_id is not null or s.membership_id is not null)) then
    raise check_violation using constraint = 'ck_share_answered_by_a_second',
      message = 'this share opens nothing until a second person has approved it';
  end if;
  return null;
end $$;
create constraint trigger need_approver after insert or update of state, approved_by_id
  on groups.share deferrable initially deferred
  for each row execute function groups.need_approver();

-- Which group a request names, if any.  Its asker never reads the answer, and waits as long for it.
create function groups.keep_match() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into groups.request_match (request_id, asked_by_id, group_id, answer)
  values (new.id, new.asked_by_id,
          (select g.id from groups."group" g
            where g.reference = substring(upper(new.about) from 'OCG-[0-9A-Z]{4}-[0-9A-Z]{4}')), '');
  return null;
end $$;
create trigger keep_match after insert on groups.access_request
  for each row execute function groups.keep_match();

-- The shares whose handling conditions the viewer may accept and has not: their terms, and nothing
-- of the group.
create function access.to_accept()
returns table (share_id uuid, group_id uuid, lender_id uuid, lender text, contact text,
               purpose text, conditions text, until timestamptz)
language sql stable security definer set search_path = '' as $$
  select s.id, s.group_id, a.id, a.name, a.contact, s.purpose, s.conditions, max(g.valid_until)
    from access.given g
    join groups.share s on s.id = g.share_id
    join groups."group" k on k.id = g.group_id
    join agencies.agency a on a.id = g.from_agency_id
   where g.needs_acceptance and g.recipient_id = any (access.recipients())
     and g.revoked_at is null and g.valid_from <= now() and g.valid_until > now()
     and k.marking <= access.ceiling() and access.fence() is null
     and not k.id = any (coalesce(access.denied(), '{}'))
     and not exists (select 1 from access.acceptance x
                      where x.share_id = s.id and x.membership_id = access.membership())
   group by s.id, s.group_id, a.id, a.name, a.contact, s.purpose, s.conditions
   order by max(g.valid_until), s.id
$$;
create function access.may_accept(share uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select 1 from access.to_accept() t where t.share_id = share)
$$;

-- What was disclosed of the groups that the viewer runs, or that their agency leads where they
-- keep its records: about a nominal, to a recipient or under an agreement, as far as asked.
create function groups.disclosures(nominal text, recipient uuid, agreement uuid, most integer)
returns table (share_id uuid, group_id uuid, lender_id uuid, reference text, recipient text,
               kind text, view smallint, sections smallint, purpose text, gateway text,
               agreement text, given_at timestamptz, given_by text, approved_by text,
               until timestamptz, revoked_at timestamptz, marking smallint)
language sql stable security definer set search_path = '' as $$
  select s.id, k.id, k.lead_agency_id, k.reference, coalesce(r.name, concat_ws(', ', p.name, pa.name)),
         coalesce(r.kind, 'person'), s.view, v.sections, s.purpose, w.name,
         i.reference, s.given_at, giver.name, approver.name, s.until, s.revoked_at, s.marking
    from groups.share s
    join groups."group" k on k.id = s.group_id
    join access.view_version v on v.id = s.view_version_id
    join agencies.gateway w on w.id = s.gateway_id
    join agencies.agreement i on i.id = s.agreement_id
    join agencies.membership gm on gm.id = s.given_by_id
    join agencies.person giver on giver.id = gm.person_id
    left join agencies.membership am on am.id = s.approved_by_id
    left join agencies.person approver on approver.id = am.person_id
    left join agencies.receiver r on r.id = coalesce(s.agency_id, s.board_id, s.circle_id)
    left join agencies.membership pm on pm.id = s.membership_id
    left join agencies.person p on p.id = pm.person_id
    left join agencies.agency pa on pa.id = pm.agency_id
   where s.state = 'live' and k.marking <= access.ceiling() and access.fence() is null
     and ($2 is null or coalesce(s.agency_id, s.board_id, s.circle_id, s.membership_id) = $2)
     and ($3 is null or s.agreement_id = $3)
     and not k.id = any (coalesce(access.denied(), '{}'))
     and ($1 = '' or v.sections & 224 <> 0 and exists (
            select 1 from groups.involvement x join groups.nominal n on n.id = x.nominal_id
             where x.group_id = s.group_id and n.reference = $1
               and n.marking <= access.ceiling())
          or exists (
            select 1 from groups.lent_person x join groups.nominal n on n.id = x.nominal_id
             where x.share_id = s.id and n.reference = $1 and n.marking <= access.ceiling()))
     and (k.lead_agency_id = access.agency() and access.roles() && '{FIM,AUD}'
          or exists (select 1 from access.given mine
                      where mine.group_id = k.id and mine.recipient_id = any (access.recipients())
                        and mine.view = 3 and mine.via <> 'SHARE' and mine.revoked_at is null
                        and mine.valid_from <= now()
                        and (mine.valid_until is null or mine.valid_until > now())))
   order by s.given_at desc, s.id
   limit $4
$$;

revoke execute on function
  groups.keep_answer(), groups.need_approver(), groups.keep_match(), access.to_accept(), access.may_accept(uuid),
  groups.disclosures(text, uuid, uuid, integer) from public;
grant execute on function
  access.to_accept(), access.may_accept(uuid), groups.disclosures(text, uuid, uuid, integer)
  to portal_web;
