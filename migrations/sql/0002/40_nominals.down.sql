alter table groups."group" drop column base_area;
drop table groups.combination;
drop trigger fill_statement on groups.involvement;
drop trigger keep_statement on groups.involvement;
drop function groups.fill_statement();
drop function groups.keep_statement();
drop function groups.may_place(uuid);
drop function groups.is_fresh(uuid);
-- The tables before knew one part of a nominal in a group: the statement that stood longest.
delete from groups.involvement i using groups.involvement o
 where o.group_id = i.group_id and o.nominal_id = i.nominal_id
   and (o.stated_at, o.id) < (i.stated_at, i.id);
drop index groups.ix_involvement_group;
alter table groups.involvement
  drop constraint pk_involvement, drop column id, drop column agency_id, drop column category,
  drop column basis, drop column confidence, drop column from_on, drop column to_on,
  drop column state, drop column stated_by_id, drop column stated_at, drop column version,
  add constraint pk_involvement primary key (group_id, nominal_id);
alter table groups.nominal
  drop column added_by_id,
  add column surname text, add column forename text, add column born date,
  add column home_district text;
update groups.nominal n
   set surname = i.surname, forename = i.forename, born = i.born, home_district = i.home_district
  from groups.identity i where i.nominal_id = n.id;
alter table groups.nominal
  alter column surname set not null, alter column forename set not null,
  alter column born set not null, alter column home_district set not null;
drop table groups.identity;
