drop function access.look_as(uuid, uuid, interval);
drop function access.open_room(uuid[], interval);
drop function access.as_oneself();
drop function access.sit_down(uuid[]);
drop function access.may_answer(uuid);
drop function access.told_of(record);
drop function access.put_on(record, uuid);
drop function access.stand_as(uuid);
drop function access.stand_of(uuid);
drop function access.denied_to(uuid, uuid);
drop table access.handling_condition;
drop table access.handling_code;
drop table access.glass;
drop function access.find_glass();
drop function access.keep_glass();
drop table access.denial;
delete from access.given where via = 'GLASS';
alter table access.given
  drop constraint ck_given_via_is_known,
  add constraint ck_given_via_is_known
    check (via in ('LRO', 'SRO', 'ANA', 'LEAD', 'STANDING', 'SHARE'));
alter table access.sign_in
  drop column looks_as_id, drop column looks_at_id, drop column looks_until,
  drop column room, drop column room_until;
