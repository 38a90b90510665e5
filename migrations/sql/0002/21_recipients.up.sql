-- Whether the agency signed every agreement under which something is lent to the circle: else its
-- people may not become members while that holds.
create function agencies.may_join(only_circle uuid, only_agency uuid) returns boolean
language sql stable security definer set search_path = ''
begin atomic
  select not exists (
    select 1 from groups.share s
     where s.circle_id = only_circle and s.revoked_at is null and s.state <> 'declined'
       and s.until > now()
       and not exists (select 1 from agencies.agreement_party p
                        where p.agreement_id = s.agreement_id and p.agency_id = only_agency));
end;

-- Whether the one who asks may share the group, for functions that help them to.
create function groups.may_share(only_group uuid) returns boolean
language sql stable security definer set search_path = ''
begin atomic
  select access.fence() is null and access.may_share(only_group);
end;
-- Whom a share with this agency adds when it cascades, for whoever is about to give it.
create function groups.cascade_adds(only_group uuid, only_agency uuid) returns table (name text)
language sql stable security definer set search_path = ''
begin atomic
  with recursive below (id, name) as (
    select a.id, a.name from agencies.agency a
     where a.parent_id = only_agency and a.state = 'active' and groups.may_share(only_group)
    union
    select a.id, a.name from agencies.agency a join below b on a.parent_id = b.id
     where a.state = 'active')
  select b.name from below b order by 1;
end;

-- Who else holds a group, for a recipient whose own share says that they may know.  A person or a
-- sharing circle is told by its kind, not by its name.
create function groups.holders(only_group uuid) returns table (name text)
language sql stable security definer set search_path = ''
begin atomic
  select distinct case when s.circle_id is not null then 'Members of a sharing circle'
                       when s.membership_id is not null then 'One person at ' || w.name
                       else r.name end as name
    from groups.share s
    left join agencies.receiver r on r.id = coalesce(s.agency_id, s.board_id)
    left join agencies.membership m on m.id = s.membership_id
    left join agencies.agency w on w.id = m.agency_id
    join access.given g on g.share_id = s.id
     and g.recipient_id = coalesce(s.agency_id, s.board_id, s.circle_id, s.membership_id)
   where s.group_id = only_group and g.revoked_at is null and g.valid_until > now()
     and access.fence() is null
     and exists (select 1 from groups.share mine
                  where mine.id = any (access.held_shares(only_group)) and mine.shows_holders)
   order by 1;
end;

-- A sharing circle that has ended stays ended, and who was a member stays on it, with an end.
create function agencies.keep_circle() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if old.state = 'ended' then
    raise check_violation using constraint = 'ck_sharing_circle_ended_once',
      message = 'a sharing circle that has ended stays ended';
  end if;
  return new;
end $$;
create trigger keep_circle before update on agencies.sharing_circle
  for each row execute function agencies.keep_circle();
create function agencies.keep_circle_member() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'UPDATE' then
    if old.ends_at is not null and old.ends_at <= now() then
      raise check_violation using constraint = 'ck_sharing_circle_member_ended_once',
        message = 'a membership of a sharing circle that has ended stays ended';
    end if;
  elsif access.membership() is not null and not agencies.may_join(new.circle_id, coalesce(
          new.agency_id, (select m.agency_id from agencies.membership m
                           where m.id = new.membership_id))) then
    raise check_violation using constraint = 'ck_sharing_circle_member_signed',
      message = 'something is lent to this circle under an agreement that the agency has not signed';
  end if;
  return new;
end $$;
create trigger keep_circle_member before insert or update on agencies.sharing_circle_member
  for each row execute function agencies.keep_circle_member();
create function access.keep_circle_ceiling() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select 1 from agencies.sharing_circle c, groups."group" k
              where c.id = new.recipient_id and k.id = new.group_id and k.marking > c.ceiling) then
    raise check_violation using constraint = 'ck_given_within_the_circles_ceiling',
      message = 'a sharing circle is given nothing above its ceiling';
  end if;
  return new;
end $$;
create trigger keep_circle_ceiling before insert on access.given
  for each row execute function access.keep_circle_ceiling();
revoke execute on function
  agencies.may_join(uuid, uuid), groups.may_share(uuid),
  groups.cascade_adds(uuid, uuid), groups.holders(uuid), agencies.keep_circle(),
  agencies.keep_circle_member(), access.keep_circle_ceiling() from public;
grant execute on function
  agencies.may_join(uuid, uuid),
  groups.cascade_adds(uuid, uuid), groups.holders(uuid) to portal_web;
