drop function groups.lent_people(uuid);
drop trigger keep_lent_person on groups.lent_person;
drop function groups.keep_lent_person();
drop table groups.lent_person;
