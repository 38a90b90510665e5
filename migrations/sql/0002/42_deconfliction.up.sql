-- Whether another agency holds the same person: exact keys, digested with a secret that stays here.
create table groups.deconfliction_pepper (
  is_the_one boolean not null,
  secret bytea not null,
  constraint pk_deconfliction_pepper primary key (is_the_one),
  constraint ck_deconfliction_pepper_only_one check (is_the_one)
);
alter table groups.deconfliction_pepper enable row level security;
create table groups.deconfliction_key (
  nominal_id uuid not null,
  kind text not null,
  digest bytea not null,
  constraint pk_deconfliction_key primary key (nominal_id, kind),
  constraint ck_deconfliction_key_kind_is_known check (kind in ('name', 'external')),
  constraint fk_deconfliction_key_nominal_id foreign key(nominal_id) references groups.nominal (id)
);
create index ix_deconfliction_key_digest on groups.deconfliction_key (digest);
alter table groups.deconfliction_key enable row level security;
create table groups.deconfliction_setting (
  agency_id uuid not null,
  answer text not null,
  set_at timestamptz not null,
  set_by_id uuid not null,
  constraint pk_deconfliction_setting primary key (agency_id),
  constraint ck_deconfliction_setting_answer_is_known
    check (answer in ('nothing', 'contact', 'headline')),
  constraint fk_deconfliction_setting_agency_id
    foreign key (agency_id) references agencies.agency (id),
  constraint fk_deconfliction_setting_set_by_id
    foreign key (set_by_id) references agencies.membership (id)
);
alter table groups.deconfliction_setting enable row level security;
create table groups.deconfliction_search (
  id uuid not null,
  asked_by_id uuid not null,
  agency_id uuid not null,
  purpose text not null,
  asked_at timestamptz not null,
  is_hit boolean not null,
  opened_at timestamptz,
  constraint pk_deconfliction_search primary key (id),
  constraint fk_deconfliction_search_asked_by_id
    foreign key (asked_by_id) references agencies.membership (id),
  constraint fk_deconfliction_search_agency_id
    foreign key (agency_id) references agencies.agency (id)
);
create index ix_deconfliction_search_rate on groups.deconfliction_search (agency_id, asked_at);
alter table groups.deconfliction_search enable row level security;
create table groups.deconfliction_hit (
  search_id uuid not null,
  nominal_ids uuid[] not null,
  constraint pk_deconfliction_hit primary key (search_id),
  constraint fk_deconfliction_hit_search_id
    foreign key (search_id) references groups.deconfliction_search (id)
);
alter table groups.deconfliction_hit enable row level security;
insert into groups.deconfliction_pepper (is_the_one, secret)
select true, sha256(convert_to(string_agg(gen_random_uuid()::text, ''), 'UTF8'))
  from generate_series(1, 8);

-- What is typed differently and means the same gives the same key; what is empty gives none.
create function groups.person_digest(kind text, said text[]) returns bytea
language sql stable security definer set search_path = ''
begin atomic
  select sha256(p.secret || sha256(p.secret || convert_to(kind || '|' || array_to_string(array(
           select regexp_replace(upper(normalize(one.word, nfkd)), '[^A-Z0-9]', '', 'g')
             from unnest(said) with ordinality one (word, place) order by one.place), '|'), 'UTF8')))
    from groups.deconfliction_pepper p
   where coalesce(array_to_string(said, ''), '') <> '';
end;
revoke all on function groups.person_digest(text, text[]) from public;

create function groups.keep_person_key() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from groups.deconfliction_key k where k.nominal_id = new.nominal_id;
  insert into groups.deconfliction_key (nominal_id, kind, digest)
  values (new.nominal_id, 'name', groups.person_digest('name',
            array[new.surname, new.forename, to_char(new.born, 'YYYYMMDD')]));
  if regexp_replace(new.external_id, '[^A-Za-z0-9]', '', 'g') <> '' then
    insert into groups.deconfliction_key (nominal_id, kind, digest)
    values (new.nominal_id, 'external', groups.person_digest('external', array[new.external_id]));
  end if;
  return null;
end $$;
revoke all on function groups.keep_person_key() from public;
create trigger keep_person_key after insert or update on groups.identity
  for each row execute function groups.keep_person_key();
insert into groups.deconfliction_key (nominal_id, kind, digest)
select i.nominal_id, 'name', groups.person_digest('name',
         array[i.surname, i.forename, to_char(i.born, 'YYYYMMDD')])
  from groups.identity i;

-- Asks once.  True: somebody answers.  False: nobody does, which is also what an owner says that
-- lets nothing be known.  Null: too many questions in a day from this person or this agency.
-- The same statements run whatever is found, and each search leaves one row of the same kinds.
create function groups.deconflict(search uuid, kind text, said text[], purpose text)
returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  mine uuid := access.agency();
  me uuid := access.membership();
  key bytea := groups.person_digest(kind, said);
  found_ids uuid[];
  answers boolean;
begin
  if me is null or access.fence() is not null
     or not (access.roles() && array['LRO','SRO','ANA','COO','SCO','DIV','SCR','REG','PRA','SPC']) then
    raise insufficient_privilege using message = 'not for this viewer';
  end if;
  perform pg_advisory_xact_lock(hashtextextended(mine::text, 20261122));
  if (select count(*) filter (where s.asked_by_id = me) >= 20 or count(*) >= 60
        from groups.deconfliction_search s
       where s.agency_id = mine and s.asked_at > now() - interval '1 day') then
    return null;
  end if;
  select coalesce(array_agg(n.id order by n.id), '{}'::uuid[]),
         coalesce(bool_or(coalesce(o.answer, 'nothing') <> 'nothing'), false)
    into found_ids, answers
    from groups.deconfliction_key k
    join groups.nominal n on n.id = k.nominal_id
    left join groups.deconfliction_setting o on o.agency_id = n.owner_agency_id
   where k.digest = key and n.owner_agency_id <> mine and n.status <> 'erased';
  insert into groups.deconfliction_search
    (id, asked_by_id, agency_id, purpose, asked_at, is_hit)
  values (search, me, mine, deconflict.purpose, now(), answers);
  insert into groups.deconfliction_hit (search_id, nominal_ids) values (search, found_ids);
  return answers;
end $$;

-- What the owners let the asker know, of a question of the last day.
create function groups.open_deconfliction(search uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  told jsonb;
begin
  update groups.deconfliction_search s set opened_at = coalesce(s.opened_at, now())
   where s.id = search and s.asked_by_id = access.membership() and s.agency_id = access.agency()
     and s.asked_at > now() - interval '1 day' and s.is_hit and access.fence() is null;
  if not found then
    return '[]'::jsonb;
  end if;
  select coalesce(jsonb_agg(jsonb_build_object(
           'agency', a.name, 'contact', a.contact,
           'groups', case when o.answer = 'headline' then (
              select coalesce(jsonb_agg(jsonb_build_object(
                       'reference', g.reference, 'theme', g.theme, 'lead', l.name,
                       'contact', l.contact) order by g.reference), '[]'::jsonb)
                from groups."group" g join agencies.agency l on l.id = g.lead_agency_id
               where g.lead_agency_id = a.id and g.marking <= access.ceiling()
                 and (g.id = any (access.denied())) is not true and exists (
                 select 1 from groups.involvement i
                  where i.group_id = g.id and i.nominal_id = any (h.nominal_ids)
                    and i.state = 'stated')) else '[]'::jsonb end) order by a.name, a.id),
           '[]'::jsonb)
    into told
    from groups.deconfliction_hit h
    cross join lateral (select distinct n.owner_agency_id from groups.nominal n
                         where n.id = any (h.nominal_ids) and n.status <> 'erased') own
    join agencies.agency a on a.id = own.owner_agency_id
    join groups.deconfliction_setting o on o.agency_id = a.id and o.answer <> 'nothing'
   where h.search_id = search;
  return told;
end $$;

-- Who asked about nominals of the viewer's own agency, newest first, for its record keepers.
create function groups.deconfliction_of_ours()
returns table (asked_at timestamptz, agency text, purpose text, nominal text, opened boolean)
language sql stable security definer set search_path = ''
begin atomic
  select s.asked_at, a.name, s.purpose, n.reference, s.opened_at is not null
    from groups.deconfliction_hit h
    join groups.deconfliction_search s on s.id = h.search_id
    join agencies.agency a on a.id = s.agency_id
    join groups.nominal n on n.id = any (h.nominal_ids)
   where n.owner_agency_id = access.agency() and access.fence() is null
     and access.roles() && array['COO', 'SPC', 'FIM']
   order by s.asked_at desc, n.reference
   limit 200;
end;
revoke all on function groups.deconflict(uuid, text, text[], text),
  groups.open_deconfliction(uuid), groups.deconfliction_of_ours() from public;
grant execute on function groups.deconflict(uuid, text, text[], text),
  groups.open_deconfliction(uuid), groups.deconfliction_of_ours() to portal_web;
