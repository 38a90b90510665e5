drop trigger check_basis on groups.share;
drop trigger settle_grant on groups.share;
drop trigger keep_agreement on agencies.agreement;
drop trigger keep_party on agencies.agreement_party;
drop trigger keep_item on agencies.agreement_item;
drop trigger keep_gateway on agencies.gateway;
drop trigger follow_agreement on agencies.agreement;
drop trigger follow_terms on agencies.agreement_party;
drop trigger follow_signature on agencies.agreement_party;
drop trigger follow_terms on agencies.agreement_item;
drop trigger follow_item on agencies.agreement_item;
drop trigger follow_agency on agencies.agency;
drop trigger follow_seat on boards.seat;
drop trigger follow_member on agencies.sharing_circle_member;
drop trigger follow_consent on agencies.origin_consent;
drop trigger follow_given_consent on agencies.origin_consent;
drop trigger follow_material on groups.involvement;
drop trigger follow_material on groups.log_entry;
drop function groups.check_basis();
drop function groups.settle_grant();
drop function groups.stopped(uuid);
drop function groups.follow_consent();
drop function groups.follow_material();
drop function agencies.follow_seat();
drop function agencies.follow_agency();
drop function agencies.follow_terms();
drop function agencies.follow_agreement();
drop function agencies.keep_gateway();
drop function agencies.keep_item();
drop function agencies.keep_party();
drop function agencies.keep_agreement();
drop function agencies.refresh_agency(uuid);
drop function agencies.refresh_agreement(uuid);
drop function groups.refresh_grants(uuid[]);
drop function groups.borne_until(groups.share, uuid);
drop function agencies.schedule_covers(uuid, uuid, text);
drop function groups.consents_missing(uuid, smallint, uuid);
drop function groups.origin_until(uuid, uuid[], uuid, uuid);
drop function groups.origin_owners(uuid, smallint);
drop function agencies.agreement_covers(uuid, uuid, uuid);
create or replace function agencies.agreement_until(agreement uuid, lender uuid, recipient uuid)
returns timestamptz language sql stable security definer set search_path = ''
begin atomic
  select (a.ends_on + 1)::timestamp at time zone 'Europe/London'
    from agencies.agreement a where a.id = agreement;
end;
drop function agencies.behind(uuid);
drop function agencies.family(uuid);
drop function agencies.my_agreements();
drop table agencies.origin_consent;
drop table agencies.agreement_item;

-- The house before knows an agreement by its dates and its parties alone: what was never live goes,
-- what was ended or superseded ends on that day, and a key that versions shared gets the version.
delete from agencies.agreement_party p
 using agencies.agreement a
 where a.id = p.agreement_id
   and (a.state in ('draft', 'in_consultation') or p.signed_at is null or p.left_at is not null);
delete from agencies.agreement a
 where a.state in ('draft', 'in_consultation')
   and not exists (select 1 from groups.share s where s.agreement_id = a.id)
   and not exists (select 1 from agencies.agreement v where v.lineage_id = a.id and v.id <> a.id);
update agencies.agreement
   set ends_on = greatest(starts_on, least(ends_on, (ended_at at time zone 'Europe/London')::date))
 where state in ('superseded', 'ended');
update agencies.agreement set reference = reference || ', version ' || version where version > 1;
update agencies.agreement a set reference = reference || ', ' || a.id
 where exists (select 1 from agencies.agreement b where b.reference = a.reference and b.id < a.id);
alter table agencies.agreement
  drop constraint fk_agreement_lineage_id, drop constraint uq_agreement_owner_agency_id_reference_version,
  drop constraint ck_agreement_state_is_known,
  add constraint uq_agreement_reference unique (reference);
drop index agencies.uq_agreement_live;
alter table agencies.agreement
  drop column lineage_id, drop column version, drop column owner_agency_id,
  drop column gateway_ids, drop column documents, drop column review_on, drop column ceiling,
  drop column shows_parties, drop column state, drop column edition, drop column drafted_by_id,
  drop column live_at, drop column ended_at, drop column end_reason;
alter table agencies.agreement_party
  drop constraint ck_agreement_party_signed_by_an_office,
  drop column part_3_purposes, drop column uk_gdpr_purposes, drop column signed_at,
  drop column signed_office, drop column signed_by_id, drop column left_at;
drop index agencies.ix_agreement_party_agency_id;
update agencies.gateway set replaces_id = null;
delete from agencies.gateway w
 where w.state in ('proposed', 'declined')
   and not exists (select 1 from groups.share s where s.gateway_id = w.id);
update agencies.gateway set code = code || ', version ' || version where version > 1;
alter table agencies.gateway
  drop constraint uq_gateway_code_version, drop constraint ck_gateway_two_people,
  drop constraint ck_gateway_state_is_known, drop constraint ck_gateway_becomes_is_known,
  add constraint uq_gateway_code unique (code);
alter table agencies.gateway
  drop column version, drop column replaces_id, drop column data_kinds, drop column purposes,
  drop column conditions, drop column onward_rule, drop column approver_role, drop column form,
  drop column offence_warning, drop column expires_on, drop column state, drop column becomes,
  drop column reason, drop column proposed_by_id, drop column proposed_at,
  drop column approved_by_id, drop column approved_at;
