-- The shape of the real tables, without their policies.
-- Filled by nation_rows.sql; guarded by the script that measures.

create schema access;
create schema agencies;
create schema groups;
create schema scoring;
create schema plans;

create table agencies.agency (id uuid primary key, number int not null, name text not null);
create table agencies.board (id uuid primary key, number int not null, name text not null);
create table agencies.membership (
    id uuid primary key, number int not null, agency_id uuid not null references agencies.agency
);
create table access.duty_recipient (
    id uuid primary key, agency_id uuid not null references agencies.agency, role text not null
);

create table groups."group" (
    id uuid primary key,
    number int not null,
    reference text not null unique,
    lead_agency_id uuid not null references agencies.agency,
    area smallint not null,
    stage smallint not null,
    review_on date not null,
    version int not null
);
create table groups.nominal (
    id uuid primary key, number int not null, surname text not null, given_names text not null,
    born date not null
);
create table groups.partner_summary (
    id uuid primary key, group_id uuid not null unique references groups."group", body text not null
);
create table groups.involvement (
    id uuid primary key,
    group_id uuid not null references groups."group",
    nominal_id uuid not null references groups.nominal,
    part smallint not null
);
create table groups.decision (
    id uuid primary key, group_id uuid not null references groups."group",
    decided_on date not null, body text not null
);
create table scoring.grading (
    id uuid primary key, group_id uuid not null unique references groups."group",
    band smallint not null, tier smallint not null
);
create table plans.action (
    id uuid primary key,
    group_id uuid not null references groups."group",
    owner_agency_id uuid not null references agencies.agency,
    due_on date not null,
    body text not null
);

-- review_on is the sort key that lists walking the grants need; the array form has no use for it.
create table access.given (
    id uuid primary key,
    group_id uuid not null references groups."group",
    from_agency_id uuid not null references agencies.agency,
    recipient_id uuid not null,
    view smallint not null check (view between 1 and 3),
    via text not null,
    valid_from timestamptz not null,
    valid_until timestamptz,
    revoked_at timestamptz,
    review_on date not null
);

create index ix_group_review_on on groups."group" (review_on, id);
create index ix_involvement_group on groups.involvement (group_id);
create index ix_involvement_nominal on groups.involvement (nominal_id);
create index ix_decision_group on groups.decision (group_id);
create index ix_action_group on plans.action (group_id);
create index ix_given_recipient on access.given (recipient_id, group_id)
    include (view, valid_from, valid_until, revoked_at);
create index ix_given_group on access.given (group_id, recipient_id, view);
create index ix_given_walk on access.given (recipient_id, review_on, group_id)
    include (view, valid_from, valid_until, revoked_at);

create function access.recipients() returns uuid[] language sql stable
    as $$ select nullif(current_setting('portal.recipients', true), '')::uuid[] $$;
create function access.within() returns uuid[] language sql stable
    as $$ select nullif(current_setting('portal.within', true), '')::uuid[] $$;
