drop function groups.candidates(uuid, text), groups.runs(uuid, text[]),
  groups.write_circle(uuid, uuid, uuid),
  groups.map_trigger(uuid, uuid, text, text, text, text, text, text),
  groups.assign_officer(uuid, text, uuid), groups.release_officer(uuid),
  groups.answer_handover(uuid, boolean, text);
drop trigger keep_officer on access.given;
delete from access.given where via = 'FORMER';
alter table access.given drop constraint ck_given_via_is_known,
  add constraint ck_given_via_is_known
    check (via in ('LRO', 'SRO', 'ANA', 'LEAD', 'STANDING', 'SHARE', 'GLASS'));
drop table groups.intelligence_item, groups.retention_review, groups.status_change, groups.closure;
drop table groups.team_member, groups.team, groups."limit", groups.training, groups.handover,
  groups.officer;
drop table groups.spotting_report, groups.definition_answer, groups.trigger_move, groups.trigger;
drop function groups.keep_officer(), groups.keep_trigger_state(), groups.keep_status(),
  groups.keep_closure();
alter table groups."group" drop column kind;
