-- A person of a group, lent with one share of it, a step at a time and each step for its own reason:
-- the part they play, then who they are, then what the lead writes about them.
create table groups.lent_person (
  id uuid not null, share_id uuid not null, group_id uuid not null, nominal_id uuid not null,
  step smallint not null, reason text not null, words text not null,
  given_at timestamptz not null, given_by_id uuid not null, revoked_at timestamptz,
  revoked_by_id uuid, marking smallint not null,
  constraint pk_lent_person primary key (id),
  constraint ck_lent_person_step_is_known check (step between 1 and 3),
  constraint ck_lent_person_words_with_the_narrative check ((words <> '') = (step = 3)),
  constraint fk_lent_person_share_id foreign key (share_id) references groups.share (id),
  constraint fk_lent_person_group_id foreign key (group_id) references groups."group" (id),
  constraint fk_lent_person_nominal_id foreign key (nominal_id) references groups.nominal (id),
  constraint fk_lent_person_given_by_id
    foreign key (given_by_id) references agencies.membership (id),
  constraint fk_lent_person_revoked_by_id
    foreign key (revoked_by_id) references agencies.membership (id));
create unique index uq_lent_person_live on groups.lent_person (share_id, nominal_id, step)
  where revoked_at is null;
create index ix_lent_person_group_id on groups.lent_person (group_id);
alter table groups.lent_person enable row level security;

create function groups.keep_lent_person() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'UPDATE' then
    if old.revoked_at is not null then
      raise check_violation using constraint = 'ck_lent_person_revoked_once',
        message = 'a person who was taken back stays taken back';
    end if;
    -- Without the step below it, no step stands.
    update groups.lent_person l set revoked_at = new.revoked_at, revoked_by_id = new.revoked_by_id
     where l.share_id = new.share_id and l.nominal_id = new.nominal_id and l.step > new.step
       and l.revoked_at is null;
    return new;
  end if;
  perform 1 from groups.share s where s.id = new.share_id and s.group_id = new.group_id
      and s.state = 'live' and s.revoked_at is null and s.until > now()
      and (s.board_id is null or new.step = 1)
      for share;
  if not found then
    raise check_violation using constraint = 'ck_lent_person_with_a_live_share',
      message = 'a person is lent with a live share, and to a board by their part alone';
  elsif new.step > 1 and not exists (
      select 1 from groups.lent_person l
       where l.share_id = new.share_id and l.nominal_id = new.nominal_id
         and l.step = new.step - 1 and l.revoked_at is null) then
    raise check_violation using constraint = 'ck_lent_person_step_by_step',
      message = 'the part comes before the identity, and the identity before the narrative';
  end if;
  return new;
end $$;
create trigger keep_lent_person before insert or update on groups.lent_person
  for each row execute function groups.keep_lent_person();

-- The people of a group that were lent to whoever asks, as exactly as the step allows: no date of
-- birth and no address leaves this function.
create function groups.lent_people(only_group uuid)
returns table (nominal_id uuid, owner_agency_id uuid, step smallint, part text, name text,
               age_band text, district text, words text)
language sql stable security definer set search_path = ''
begin atomic
  with mine as (
    select l.nominal_id, max(l.step) as step, max(l.words) as words
      from groups.lent_person l
     where l.group_id = only_group and l.revoked_at is null and l.marking <= access.ceiling()
       and l.share_id = any (access.held_shares(only_group))
     group by l.nominal_id)
  select m.nominal_id, n.owner_agency_id, m.step, i.role,
         case when m.step >= 2 and d.nominal_id is not null then concat_ws(', ', d.surname, nullif(d.forename, '')) end,
         case when m.step >= 2 and d.nominal_id is not null then
           case when d.born > current_date - interval '18 years' then 'Under 18'
                when d.born > current_date - interval '25 years' then '18 to 24'
                when d.born > current_date - interval '35 years' then '25 to 34'
                when d.born > current_date - interval '45 years' then '35 to 44'
                when d.born > current_date - interval '55 years' then '45 to 54'
                when d.born > current_date - interval '65 years' then '55 to 64'
                else '65 or over' end end,
         case when m.step >= 2 then d.home_district end,
         case when m.step >= 3 then m.words else '' end
    from mine m
    join groups.nominal n on n.id = m.nominal_id and n.marking <= access.ceiling()
    left join groups.identity d on d.nominal_id = n.id and d.marking <= access.ceiling()
    join lateral (
      select i.role from groups.involvement i
       where i.group_id = only_group and i.nominal_id = m.nominal_id and i.state = 'stated'
         and i.marking <= access.ceiling()
       order by i.to_on is not null, i.stated_at desc, i.id limit 1) i on true
   order by i.role, 5 nulls last, m.nominal_id;
end;
revoke execute on function groups.keep_lent_person(), groups.lent_people(uuid) from public;
grant execute on function groups.lent_people(uuid) to portal_web;
