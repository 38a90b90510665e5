-- Both forms of the root policy on the same rows: one role asks by array, the other row by row.
-- The children, the grants and the fence of a preview are the same for both.

create role web_rows login;

grant usage on schema access, agencies, groups, scoring, plans to portal_web, web_rows;
grant select on all tables in schema access, agencies, groups, scoring, plans to portal_web, web_rows;

alter table access.given enable row level security;
create policy may_select on access.given for select to portal_web, web_rows using (
    recipient_id = any((select access.recipients())::uuid[])
    and revoked_at is null and valid_from <= now() and (valid_until is null or valid_until > now()));

alter table groups."group" enable row level security;
create policy may_select_by_array on groups."group" for select to portal_web using (
    id = any(array(select held.group_id from access.given held where held.view >= 1)));
create policy may_select_by_row on groups."group" for select to web_rows using (
    exists (select 1 from access.given held where held.group_id = "group".id and held.view >= 1 offset 0));
create policy within on groups."group" as restrictive for select to portal_web, web_rows using (
    (select access.within()) is null or id = any((select access.within())::uuid[]));

do $$
declare child record;
begin
  for child in select * from (values
      ('groups.partner_summary', 'partner_summary', 2), ('scoring.grading', 'grading', 2),
      ('plans.action', 'action', 2), ('groups.involvement', 'involvement', 3),
      ('groups.decision', 'decision', 3)) x (path, name, view)
  loop
    execute format('alter table %s enable row level security', child.path);
    execute format('create policy may_select on %s for select to portal_web, web_rows using (
        exists (select 1 from access.given held
                 where held.group_id = %I.group_id and held.view >= %s offset 0))',
        child.path, child.name, child.view);
    execute format('create policy within on %s as restrictive for select to portal_web, web_rows using (
        (select access.within()) is null or group_id = any((select access.within())::uuid[]))', child.path);
  end loop;
end $$;

alter table groups.nominal enable row level security;
create policy may_select on groups.nominal for select to portal_web, web_rows using (
    exists (select 1 from groups.involvement part where part.nominal_id = nominal.id offset 0));
