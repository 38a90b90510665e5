-- Functions: nobody by default; then exactly these.
revoke execute on all functions in schema access, agencies, audit, groups from public;
grant execute on function
  access.membership(), access.person(), access.agency(), access.recipients(), access.fellows(),
  access.roles(), access.ceiling(), access.fence(), access.leave(), access.enter(bytea),
  access.preview(bytea, uuid, uuid), access.circle(uuid), access.touch(interval)
  to portal_web;
grant usage on schema audit to portal_web;
grant execute on function audit.append(jsonb, text) to portal_web;
grant execute on function
  access.find_account(text), access.may_try(bytea), access.count_failure(bytea),
  access.forget_failures(bytea),
  access.open_sign_in(uuid, bytea, uuid, uuid, interval, interval, text),
  access.find_sign_in(bytea), access.close_sign_in(bytea, text)
  to portal_door;
