-- The terms of a search: each word of a text beside the group and the section that open it.  They
-- are written in the transaction that writes the text; what is given, taken back or runs out needs
-- no change here, because a search walks from the grants that hold at that moment.
create schema search;
grant usage on schema search to portal_web;
create table search.term (
  group_id uuid not null, word text not null, section smallint not null, source_id uuid not null,
  kind text not null, at timestamptz not null, marking smallint not null,
  constraint pk_term primary key (group_id, word, section, source_id, kind),
  constraint ck_term_kind_is_known check (kind in
    ('group', 'summary', 'narrative', 'nominal', 'lent', 'premises', 'order', 'operation',
     'entry', 'action', 'update')),
  constraint fk_term_group_id foreign key (group_id) references groups."group" (id));
alter table search.term enable row level security;

-- The words of a text, in small letters without accents; the commonest are left out.
create function search.words(said text) returns setof text
language sql immutable set search_path = ''
begin atomic
  select distinct word
    from regexp_split_to_table(
           regexp_replace(lower(normalize(said, nfkd)), '[\u0300-\u036f''’]', '', 'g'),
           '[^[:alnum:]]+') word
   where length(word) between 2 and 40
     and word <> all ('{an,and,are,as,at,be,by,for,from,has,have,he,in,is,it,its,no,not,of,on,or,she,that,the,they,this,to,was,were,will,with}'::text[]);
end;

-- How a name sounds: its first sound and which consonants follow, in no order, so that a vowel, a
-- doubled letter or two letters turned round make no difference.  It begins with a mark that no
-- word holds.  None for what is short or holds a figure.
create function search.sound(word text) returns text
language sql immutable set search_path = ''
begin atomic
  select '~' || translate(left(heard, 1), 'eiouy', 'aaaaa')
      || coalesce((select string_agg(distinct letter, '' order by letter)
                     from regexp_split_to_table(substr(heard, 2), '') letter
                    where letter <> all ('{a,e,i,o,u,y,h,""}'::text[])), '')
    from (select translate(
            regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
              regexp_replace(word, '^(k|g|p)n', 'n'), '^wr', 'r'), 'ph', 'f', 'g'),
              'sch|sh', 's', 'g'), '(c|g|t|d)h|ck', '\1', 'g'), 'x', 'ks', 'g'),
            'cqvwzjd', 'kkffsgt') as heard) said
   where length(word) >= 3 and word ~ '^[[:alpha:]]+$' and heard <> '';
end;

create function search.write_terms(of_group uuid, of_kind text, source uuid, opened_by smallint,
                                   dated timestamptz, marked smallint, said text, names text)
returns void language sql security definer set search_path = ''
begin atomic
  insert into search.term (group_id, word, section, source_id, kind, at, marking)
  select of_group, one.word, opened_by, source, of_kind, dated, marked
    from (select word from search.words(said || ' ' || names) word
          union
          select search.sound(word) from search.words(names) word) one
   where one.word is not null;
end;

create function search.keep_terms() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- Bits of the sections: headline 1, summary 4, plan 8, members 32, identity 64, narrative 128,
  -- log 1024.
  case tg_table_name
  when 'group' then
    delete from search.term t where t.group_id = new.id and t.kind = 'group';
    perform search.write_terms(new.id, 'group', new.id, 1::smallint, now(), new.marking,
                               new.reference, '');
  when 'partner_summary' then
    delete from search.term t where t.group_id = new.group_id and t.kind = 'summary';
    perform search.write_terms(new.group_id, 'summary', new.group_id, 4::smallint, new.edited_at,
                               new.marking, new.district || ' ' || new.text, new.operation_name);
  when 'working_record' then
    delete from search.term t where t.group_id = new.group_id and t.kind = 'narrative';
    perform search.write_terms(new.group_id, 'narrative', new.group_id, 128::smallint, now(),
                               new.marking, new.narrative || ' ' || new.external_reference, '');
  when 'log_entry' then
    perform search.write_terms(new.group_id, 'entry', new.id, 1024::smallint, new.written_at,
                               new.marking, new.text, '');
    if new.audience = 'partners' then
      perform search.write_terms(new.group_id, 'entry', new.id, 4::smallint, new.written_at,
                                 new.marking, new.text, '');
    end if;
  when 'action' then
    if tg_op = 'UPDATE' then
      delete from search.term t
       where t.group_id = old.group_id and t.source_id = old.id and t.kind = 'action';
    end if;
    perform search.write_terms(new.group_id, 'action', new.id, 8::smallint, new.logged_at,
                               new.marking, new.step || ' ' || new.success, '');
  when 'action_update' then
    perform search.write_terms(new.group_id, 'update', new.id, 8::smallint, new.written_at,
                               new.marking, new.text, '');
  end case;
  return null;
end $$;
-- The words of one person in one group: the reference where people are listed, the names and the
-- home where they are named.  Whoever may read one of the statements may find them by it.
create function search.write_person(of_group uuid, person uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from search.term t
   where t.group_id = of_group and t.source_id = person and t.kind = 'nominal';
  perform search.write_terms(of_group, 'nominal', n.id, 32::smallint, now(),
                             greatest(n.marking, i.marking), n.reference, ''),
          case when d.nominal_id is not null then
            search.write_terms(of_group, 'nominal', n.id, 64::smallint, now(),
                               greatest(n.marking, i.marking, d.marking),
                               concat_ws(' ', d.home_district, d.address, d.external_id),
                               d.forename || ' ' || d.surname) end
     from groups.nominal n
     join (select min(one.marking) as marking from groups.involvement one
            where one.group_id = of_group and one.nominal_id = person
              and one.state <> 'declined') i on i.marking is not null
     left join groups.identity d on d.nominal_id = n.id
    where n.id = person;
end $$;
create function search.keep_names() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  case tg_table_name
  when 'involvement' then
    if tg_op <> 'INSERT' then
      perform search.write_person(old.group_id, old.nominal_id);
    end if;
    if tg_op <> 'DELETE' then
      perform search.write_person(new.group_id, new.nominal_id);
    end if;
  when 'identity' then
    perform search.write_person(i.group_id, new.nominal_id)
       from (select distinct one.group_id from groups.involvement one
              where one.nominal_id = new.nominal_id) i;
  when 'nominal' then
    perform search.write_person(i.group_id, new.id)
       from (select distinct one.group_id from groups.involvement one
              where one.nominal_id = new.id) i;
  end case;
  return null;
end $$;

-- What a group is linked to.  The narrative opens every one; the partner summary those that are
-- meant for partners, and one's own: the row is looked up before it is counted.
create function search.write_link(of_group uuid, of_kind text, source uuid, dated timestamptz,
                                  marked smallint, said text, names text) returns void
language sql security definer set search_path = ''
begin atomic
  delete from search.term t
   where t.group_id = of_group and t.source_id = source and t.kind = of_kind;
  select search.write_terms(of_group, of_kind, source, opened::smallint, dated, marked, said, names)
    from unnest(case of_kind when 'order' then '{32}' else '{4,128}' end::int[]) opened;
end;
create function search.keep_links() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  case tg_table_name
  when 'premises' then
    perform search.write_link(new.group_id, 'premises', new.id, new.added_at, new.marking,
                              concat_ws(' ', new.address, new.use), new.name);
  when 'named_operation' then
    perform search.write_link(new.group_id, 'operation', new.id, new.added_at, new.marking,
                              new.aim, new.name);
  when 'court_order' then
    perform search.write_link(new.group_id, 'order', new.id, new.added_at, new.marking,
                              concat_ws(' ', new.court, new.conditions), '');
  end case;
  return null;
end $$;

-- The words of people who were lent one by one, for whoever asks: read from what was lent at that
-- moment and kept nowhere.  The shares are those that the asker's own sight of grants names.
create function search.lent_terms(only_shares uuid[])
returns table (group_id uuid, nominal_id uuid, at timestamptz, said text, word text)
language sql stable security definer set search_path = ''
begin atomic
  select l.group_id, p.nominal_id, l.at, concat_ws(', ', p.name, nullif(p.district, '')), w.word
    from (select one.group_id, max(one.given_at) as at from groups.lent_person one
           where one.share_id = any (only_shares) and one.step >= 2 and one.revoked_at is null
           group by one.group_id) l
    cross join lateral groups.lent_people(l.group_id) p
    cross join lateral (
      select word from search.words(concat_ws(' ', p.name, p.district)) word
      union
      select search.sound(word) from search.words(p.name) word) w
   where p.name is not null and w.word is not null;
end;

create trigger keep_terms after insert or update of reference, marking on groups."group"
  for each row execute function search.keep_terms();
create trigger keep_terms after insert or update on groups.partner_summary
  for each row execute function search.keep_terms();
create trigger keep_terms after insert or update on groups.working_record
  for each row execute function search.keep_terms();
create trigger keep_terms after insert on groups.log_entry
  for each row execute function search.keep_terms();
create trigger keep_terms after insert or update of step, success, marking, group_id on plans.action
  for each row execute function search.keep_terms();
create trigger keep_terms after insert on plans.action_update
  for each row execute function search.keep_terms();
create trigger keep_names after insert or update or delete on groups.involvement
  for each row execute function search.keep_names();
create trigger keep_names after update of reference, marking on groups.nominal
  for each row execute function search.keep_names();
create trigger keep_names after insert or update on groups.identity
  for each row execute function search.keep_names();
create trigger keep_links after insert or update on groups.premises
  for each row execute function search.keep_links();
create trigger keep_links after insert or update on groups.named_operation
  for each row execute function search.keep_links();
create trigger keep_links after insert or update on groups.court_order
  for each row execute function search.keep_links();
revoke execute on function
  search.words(text), search.sound(text), search.keep_terms(), search.keep_names(),
  search.keep_links(), search.write_person(uuid, uuid), search.lent_terms(uuid[]),
  search.write_link(uuid, text, uuid, timestamptz, smallint, text, text),
  search.write_terms(uuid, text, uuid, smallint, timestamptz, smallint, text, text) from public;
grant execute on function search.words(text), search.sound(text), search.lent_terms(uuid[])
  to portal_web;

-- What stands already.
select search.write_terms(g.id, 'group', g.id, 1::smallint, now(), g.marking, g.reference, '')
  from groups."group" g;
select search.write_terms(s.group_id, 'summary', s.group_id, 4::smallint, s.edited_at, s.marking,
                          s.district || ' ' || s.text, s.operation_name)
  from groups.partner_summary s;
select search.write_terms(r.group_id, 'narrative', r.group_id, 128::smallint, now(), r.marking,
                          r.narrative || ' ' || r.external_reference, '')
  from groups.working_record r;
select search.write_terms(e.group_id, 'entry', e.id, 1024::smallint, e.written_at, e.marking,
                          e.text, '') from groups.log_entry e;
select search.write_terms(a.group_id, 'action', a.id, 8::smallint, a.logged_at, a.marking,
                          a.step || ' ' || a.success, '') from plans.action a;
select search.write_terms(u.group_id, 'update', u.id, 8::smallint, u.written_at, u.marking, u.text,
                          '') from plans.action_update u;
select search.write_person(i.group_id, i.nominal_id)
  from (select distinct one.group_id, one.nominal_id from groups.involvement one) i;
