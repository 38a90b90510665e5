-- The day of the open review stands in the groups room too, so that the register can sort by it:
-- it is written, and taken away, by the row of the review.
create function groups.keep_review_date() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.done_on is null then
    insert into groups.review_date as d (group_id, due_on, marking)
    values (new.group_id, new.due_on, new.marking)
        on conflict (group_id) do update set due_on = excluded.due_on, marking = excluded.marking;
  else
    delete from groups.review_date d
     where d.group_id = new.group_id
       and not exists (select 1 from scoring.review r
                        where r.group_id = new.group_id and r.done_on is null);
  end if;
  return null;
end $$;
create trigger keep_review_date after insert or update on scoring.review
  for each row execute function groups.keep_review_date();
