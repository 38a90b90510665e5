-- A made-up nation: as many groups as the setting nation.groups says.
-- 400 agencies, 40 boards; 3 standing grants and 3 to 6 shares per group; 50,000 nominals per 7,000 groups.

select setseed(0.42);

insert into agencies.agency select gen_random_uuid(), n, 'Agency ' || n from generate_series(1, 400) n;
insert into agencies.board select gen_random_uuid(), n, 'Board ' || n from generate_series(1, 40) n;
insert into agencies.membership
    select gen_random_uuid(), 5 * (a.number - 1) + n, a.id from agencies.agency a, generate_series(1, 5) n;
insert into access.duty_recipient select gen_random_uuid(), id, 'LEAD' from agencies.agency;
insert into access.duty_recipient select gen_random_uuid(), id, 'MAPPING' from agencies.agency where number = 1;

-- The first 43 agencies lead, the lower numbers more often.
insert into groups."group"
    select gen_random_uuid(), n, 'OCG-' || n, a.id, 1 + n % 10, 1 + n % 5,
           current_date + (random() * 360)::int - 60, 1
      from (select n, 1 + floor(43 * random() ^ 1.5)::int as lead
              from generate_series(1, current_setting('nation.groups')::int) n) pick
      join agencies.agency a on a.number = pick.lead;
insert into groups.nominal
    select gen_random_uuid(), n, 'Surname' || n % 9000, 'Name' || n % 500, date '1960-01-01' + n % 17000
      from generate_series(1, current_setting('nation.groups')::int * 50 / 7) n;
insert into groups.partner_summary
    select gen_random_uuid(), id, repeat('What partners need to know. ', 20) from groups."group";
insert into groups.involvement
    select gen_random_uuid(), g.id, m.id, 1 + m.number % 4
      from (select n.id, n.number, 1 + floor(random() * current_setting('nation.groups')::int)::int as home
              from groups.nominal n, generate_series(1, 1 + (n.number % 10 = 0)::int)) m
      join groups."group" g on g.number = m.home;
insert into groups.decision
    select gen_random_uuid(), g.id, current_date - n * 20, repeat('Decided, with a reason. ', 15)
      from groups."group" g, generate_series(1, 6) n;
insert into scoring.grading
    select gen_random_uuid(), id, 1 + number % 7 % 4, 1 + number % 3 from groups."group";
insert into plans.action
    select gen_random_uuid(), g.id, g.lead_agency_id, current_date + n * 9, 'Something to be done, by someone'
      from groups."group" g, generate_series(1, 5) n;

-- Standing grants: lead agency, lead officer, the national mapping team.
insert into access.given
    select gen_random_uuid(), g.id, g.lead_agency_id, to_.id, 3, to_.via, now() - interval '1 year', null, null,
           g.review_on
      from groups."group" g
      join agencies.agency a on a.id = g.lead_agency_id
     cross join lateral (
        select g.lead_agency_id as id, 'LEAD' as via
        union all select m.id, 'LRO' from agencies.membership m where m.number = 5 * (a.number - 1) + 1 + g.number % 5
        union all select d.id, 'STANDING' from access.duty_recipient d where d.role = 'MAPPING') to_;

-- Shares: two in three to an agency (lower numbers more often), the others to a board.
insert into access.given
    select gen_random_uuid(), s.group_id, s.lead_agency_id, coalesce(a.id, b.id), s.view, 'SHARE',
           now() - interval '90 days', case when s.fate < 0.3 then now() + interval '90 days' end,
           case when s.fate > 0.95 then now() - interval '1 day' end, s.review_on
      from (select g.id as group_id, g.lead_agency_id, g.review_on, random() as fate,
                   1 + floor(3 * random())::int as view,
                   case when random() < 0.67 then 1 + floor(400 * random() ^ 1.5)::int end as agency,
                   1 + floor(40 * random())::int as board
              from groups."group" g, generate_series(1, 3 + g.number % 4)) s
      left join agencies.agency a on a.number = s.agency
      left join agencies.board b on s.agency is null and b.number = s.board;
