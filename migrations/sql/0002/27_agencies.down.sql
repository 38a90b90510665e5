drop function agencies.describe(text, uuid[]);
drop function agencies.set_state(uuid, text);
drop function agencies.register(uuid, text, text, text, text, uuid);
drop function agencies.hand_over(uuid, uuid);
drop function agencies.left_behind();
drop function agencies.manage_member(uuid, text, text[], text, text, date);
drop function agencies.end_membership(uuid);
drop function agencies.members(uuid);
drop function agencies.is_open(agencies.membership);
drop function agencies.last_used(uuid);
drop function agencies.roles_of(text);
drop function agencies.keeps_people_of(uuid);
drop function agencies.known();
drop table agencies.share_check, agencies.role_check, agencies.recertification,
  agencies.invitation, agencies.succession, agencies.change_consent, agencies.agency_change,
  agencies.confirmed_power, agencies.power;
alter table agencies.duty drop column valid_until;
alter table agencies.membership
  drop column vetting_level, drop column vetting_reference, drop column suspended_at,
  drop column woken_at;
