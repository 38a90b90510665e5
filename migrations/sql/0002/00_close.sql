-- Shut every table to the web role; the last text of the migration opens them anew.
do $$
declare one record;
begin
  for one in select * from pg_policies
              where schemaname in ('access', 'agencies', 'audit', 'groups', 'plans', 'scoring',
                                   'profiles', 'boards') loop
    execute format('drop policy %I on %I.%I', one.policyname, one.schemaname, one.tablename);
  end loop;
end $$;
revoke all on all tables in schema access, agencies, audit, groups, plans, scoring, profiles, boards
  from portal_web;
