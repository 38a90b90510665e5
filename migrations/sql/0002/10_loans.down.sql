drop function access.recipients_of(uuid, uuid, text[]);
drop function groups.write_grant(groups.share);
drop function agencies.agreement_until(uuid, uuid, uuid);
drop table access.acceptance;
delete from access.given g using groups.share s
 where s.id = g.share_id and (s.circle_id is not null or s.membership_id is not null
                              or g.recipient_id in (select id from access.duty_recipient where role = 'FAMILY'));
alter table access.given drop column sections, drop column needs_acceptance;
alter table groups.share disable trigger keep_grant;
update groups.share set renewed_from_id = null;
delete from groups.share where circle_id is not null or membership_id is not null or state <> 'live';
alter table groups.share enable trigger keep_grant;
alter table groups.share
  drop constraint ck_share_one_recipient, drop constraint ck_share_no_lead_view_to_a_board,
  drop constraint ck_share_at_most_a_year, drop constraint ck_share_state_is_known,
  drop constraint ck_share_two_people, drop constraint ck_share_approved_where_needed,
  drop constraint ck_share_agencies_alone_cascade,
  drop column circle_id, drop column membership_id, drop column cascades,
  drop column view_version_id, drop column conditions, drop column shows_holders,
  drop column state, drop column needs_approval, drop column preview_hash,
  drop column approved_by_id, drop column approved_at, drop column renewed_from_id,
  add constraint ck_share_one_recipient check ((agency_id is null) <> (board_id is null));
delete from access.duty_recipient where role = 'FAMILY';
delete from agencies.receiver where kind = 'sharing circle';
drop table agencies.sharing_circle_member;
drop table agencies.sharing_circle;
alter table agencies.agency drop column parent_id;
drop table access.view_version;
drop table access.shared_view;
