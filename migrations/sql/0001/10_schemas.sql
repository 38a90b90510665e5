create schema access;
create schema agencies;
create schema audit;
create schema groups;
create schema plans;
create schema scoring;
create schema profiles;
create schema boards;
grant usage on schema access, agencies, audit, groups, plans, scoring, profiles, boards
  to portal_web;
grant usage on schema access to portal_door;
