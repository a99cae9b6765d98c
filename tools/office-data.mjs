// A province's office at full strength, made by set-based SQL: ten years of two plans each, reported on week by
// week and decided, with the trail of it. `share` scales duties, reports and events alike; units stay as packed.

import { createHash, randomBytes } from 'node:crypto'

/** The day on which the office is measured: in the fourth quarter, reports still coming in. */
export const TODAY = '2024-11-20'

const YEARS = 10
const TASKS = 54
const ROUNDS = 16
const EVENTS = 5_000_000

/** Ids that sort and repeat: one family a table, so that a run is the same on every machine. */
const id = (family, number) =>
  `(('${family}'::text || lpad(to_hex((${number})::bigint), 12, '0'))::uuid)`
const FAMILY = {
  plan: '01900000-0000-7000-8001-',
  item: '01900000-0000-7000-8002-',
  duty: '01900000-0000-7000-8003-',
  submission: '01900000-0000-7000-8004-',
  event: '01900000-0000-7000-8005-',
  person: '01900000-0000-7000-8006-',
  post: '01900000-0000-7000-8007-',
  more: '01900000-0000-7000-8008-',
}

/** The packs' calendar begins in 2022: a plain one for the years before. */
const CALENDAR = `
  insert into calendars (version, covers_from, covers_to, source, loaded_at)
    values ('plain-weeks', '2014-01-01', '2027-12-31', 'bench', '2024-01-01');
  update calendars set loaded_at = '2023-01-01' where version <> 'plain-weeks';
  insert into calendar_days (version, day, is_working, kind)
    select 'plain-weeks', d::date, extract(isodow from d) < 6, 'week' from generate_series('2014-01-01'::date, '2027-12-31', '1 day') d;`

const UNITS = `
  create temp table bench_units as
    select u.id, u.level, (row_number() over (order by u.id))::int - 1 as n,
      case when u.level = 'commune' then p.parent_id else c.id end as reviewer_id
    from units u
    left join unit_parents p on p.unit_id = u.id and p.valid_to is null
    cross join (select id from units where level = 'department' order by code limit 1) c
    where u.valid_from <= '${TODAY}' and (u.valid_to is null or u.valid_to > '${TODAY}');
  update bench_units b set reviewer_id = c.id
    from (select id from units where level = 'department' order by code limit 1) c
    where b.reviewer_id is null;`

const PLANS = `
  create temp table bench_plans as
    select y * 2 + k as n, y, k, 2015 + y as year, ${id(FAMILY.plan, 'y * 2 + k')} as id
    from generate_series(0, ${YEARS - 1}) y, generate_series(0, 1) k;
  insert into plans (id, slug, number, signed_on, issuer, issuer_id, coordinator_id, year, title, created_at)
    select p.id, case k when 0 then '99-' else '12-' end || p.year,
      case k when 0 then '99/KH-UBND' else '12/KH-UBND' end, make_date(p.year, 1, 10 + k), 'UBND tỉnh Thái Nguyên',
      (select id from units where level = 'province' order by code limit 1),
      (select id from units where level = 'department' order by code limit 1), p.year,
      case k when 0 then 'Nâng cao Chỉ số Hiệu quả quản trị và hành chính công cấp tỉnh năm '
        else 'Cải cách hành chính nhà nước năm ' end || p.year, make_timestamptz(p.year, 1, 10, 8, 0, 0)
    from bench_plans p;
  insert into plan_publications (id, plan_id, published_at, obligations, duties)
    select ${id(FAMILY.more, 'p.n')}, p.id, make_timestamptz(p.year, 1, 12, 8, 0, 0), 0, 0 from bench_plans p;
  insert into plan_imports (id, unit_id, plan_id, file_name, file_hash, begun_at, applied_at)
    select p.id, (select id from units where level = 'province' limit 1), p.id, 'ke-hoach.docx', 'bench',
      make_timestamptz(p.year, 1, 9, 8, 0, 0), make_timestamptz(p.year, 1, 10, 8, 0, 0)
    from bench_plans p;`

const WORDS = `(array['Công khai danh sách hộ nghèo, hộ cận nghèo tại trụ sở và nhà văn hóa thôn',
  'Tổ chức đối thoại định kỳ giữa người đứng đầu với nhân dân về thu hồi đất và môi trường',
  'Nâng tỷ lệ hồ sơ trực tuyến toàn trình, thanh toán trực tuyến phí và lệ phí của thủ tục hành chính',
  'Rà soát, niêm yết giá đất, quy hoạch và kế hoạch sử dụng đất hằng năm',
  'Tiếp công dân, giải quyết khiếu nại, tố cáo đúng thời hạn theo quy định',
  'Tập huấn kỹ năng giao tiếp cho công chức Bộ phận Một cửa các cấp',
  'Kiểm tra việc thu, chi các khoản đóng góp của nhân dân và công khai kết quả',
  'Kiểm soát ô nhiễm không khí, nguồn nước sinh hoạt trên địa bàn'])[1 + (t.no % 8)] || ', nội dung ' || t.no`

const tasks = (count) => `
  create temp table bench_items as
    select p.n * 1000 + t.no as n, ${id(FAMILY.item, 'p.n * 1000 + t.no')} as id, p.id as plan_id, p.year, p.n as plan_n,
      t.no, ${WORDS} as text
    from bench_plans p, generate_series(1, ${count}) t(no);
  insert into plan_items (id, plan_id, import_id, kind, number, position, text, time_text, search_key, begins_on)
    select id, plan_id, plan_id, 'task', no::text, no, text, 'Hằng quý', pg_temp.key(no || ' ' || text),
      make_date(year, 1, 10) from bench_items;
  insert into obligations (id, source_kind, source_id, plan_id, number, position, title, text, search_key, due,
      dimensions, begins_on)
    select id, 'plan-task', id, plan_id, no::text, no, left(text, 100), text, pg_temp.key(no || ' ' || text),
      '[{"kind":"every-period","from":null,"to":null,"period":"quarter","count":null}]',
      array[1 + no % 8], make_date(year, 1, 10) from bench_items;
  insert into obligation_units (obligation_id, unit_id, part, valid_from)
    select i.id, u.id, 'lead', make_date(i.year, 1, 10) from bench_items i, bench_units u;`

/** Next year's plan, read and settled, waiting to be published: each task binds every body of the province. */
const next = (count) => `
  insert into plans (id, slug, number, signed_on, issuer, issuer_id, coordinator_id, year, title, created_at)
    select ${id(FAMILY.plan, '99')}, '99-2025', '99/KH-UBND', '2024-12-31', issuer, issuer_id, coordinator_id, 2025,
      'Nâng cao Chỉ số Hiệu quả quản trị và hành chính công cấp tỉnh năm 2025', '2024-11-19 08:00+07'
    from plans where slug = '99-2024';
  insert into plan_imports (id, unit_id, plan_id, file_name, file_hash, begun_at, applied_at)
    select id, issuer_id, id, 'ke-hoach.docx', 'bench', created_at, created_at from plans where slug = '99-2025';
  insert into plan_items (id, plan_id, import_id, kind, number, position, text, lead, due, time_text, search_key, begins_on)
    select ${id(FAMILY.item, '99000 + t.no')}, p.id, p.id, 'task', t.no::text, t.no, ${WORDS},
      (select jsonb_agg(jsonb_build_object('text', g.name, 'name', g.name)) from unit_groups g
        where g.code in ('localities', 'departments', 'agencies', 'associations', 'vertical-agencies')),
      '[{"kind":"every-period","from":null,"to":null,"period":"quarter","count":null}]', 'Hằng quý',
      pg_temp.key(t.no || ' ' || ${WORDS}), p.signed_on
    from plans p, generate_series(1, ${count}) t(no) where p.slug = '99-2025';`

/** The key of lib/text, for the few letters these words use. */
const KEY = `create function pg_temp.key(words text) returns text language sql immutable as $$
  select translate(lower(words), 'àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ,',
    'aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyyd') $$;`

/** One duty a task, unit and quarter; \`k\` is a number that looks drawn. */
const duties = `
  create temp table bench_duties as
    select ((i.plan_n::bigint * 235 + u.n) * 64 + i.no) * 4 + q as n, u.id as unit_id, u.n as unit_n, i.id as obligation_id,
      i.plan_id, i.plan_n, i.year, i.no, q, i.year || '-Q' || q as period, u.reviewer_id,
      make_date(i.year, q * 3, 20) as due_on, ((u.n * 7919 + i.no * 104729 + q * 1299709 + i.plan_n * 15485863) % 1000) as k
    from bench_plans p join bench_items i on i.plan_n = p.n, bench_units u, generate_series(1, 4) q;
  insert into duties (unit_id, id, obligation_id, plan_id, period, milestone, opens_on, due_on, nominal_on, rule,
      recurring, target, calendar_version, spawned_at)
    select unit_id, ${id(FAMILY.duty, 'n')}, obligation_id, plan_id, period, 1, due_on - 75, due_on, due_on - 6,
      'rule.report', true, null, 'plain-weeks', make_timestamptz(year, 1, 12, 8, 0, 0)
    from bench_duties order by plan_n, unit_n, no, q;
  insert into duty_endings (unit_id, duty_id, ended_on, reason)
    select unit_id, ${id(FAMILY.duty, 'n')}, make_date(year, 6, 1), 'sửa đổi kế hoạch' from bench_duties where k = 999;`

/** Past quarters: 98 of 100 sent; this one: 45 of 100. Each duty goes with one of the weekly rounds. */
const lines = (share) => `
  create temp table bench_lines as
    select d.*, r.round, (due_on - 70 + (r.round * 70 / greatest(r.rounds, 1))::int) + time '09:00' + interval '5 hours'
        * (d.k / 1000.0) as at_local,
      case when d.k % 100 < 6 then 'returned' when d.year = 2024 and d.q = 4 and r.round * 2 > r.rounds then 'waiting'
        else 'accepted' end as fate
    from (select *, floor(${ROUNDS * share} + ((unit_n * 7) % 10) / 10.0)::int as all_rounds from bench_duties) d
    cross join lateral (select greatest(1, d.all_rounds) as rounds,
      1 + ((d.no * 5 + d.q + d.unit_n) % greatest(1, d.all_rounds)) as round) r
    where d.k <> 999 and case when d.year = 2024 and d.q = 4 then d.k < 450 and r.round * 4 <= r.rounds * 3
      else d.k < 980 end;
  insert into submissions (unit_id, id, plan_id, period, round, reviewer_id, submitted_at, note)
    select unit_id, ${id(FAMILY.submission, '((plan_n::bigint * 235 + unit_n) * 4 + q) * 32 + round')}, plan_id, period, round,
      (array_agg(reviewer_id))[1], min(at_local) at time zone 'Asia/Ho_Chi_Minh', ''
    from bench_lines group by plan_n, unit_n, unit_id, plan_id, period, q, round order by plan_n, unit_n, q, round;
  insert into submission_lines (unit_id, submission_id, duty_id, state, progress, submitted_at, satisfies, counts_on)
    select l.unit_id, s.id, ${id(FAMILY.duty, 'l.n')}, 'done',
      'Đã thực hiện theo kế hoạch, niêm yết tại trụ sở, có biên bản và ảnh kèm theo.', s.submitted_at, true,
      s.submitted_at::date
    from bench_lines l join submissions s on s.unit_id = l.unit_id and s.plan_id = l.plan_id
      and s.period = l.period and s.round = l.round
    order by l.plan_n, l.unit_n, l.q, l.round;
  insert into acceptances (unit_id, submission_id, duty_id, accepted_at)
    select l.unit_id, s.id, ${id(FAMILY.duty, 'l.n')}, s.submitted_at + interval '2 days'
    from bench_lines l join submissions s on s.unit_id = l.unit_id and s.plan_id = l.plan_id
      and s.period = l.period and s.round = l.round
    where l.fate = 'accepted' order by l.plan_n, l.unit_n, l.q, l.round;
  insert into returns (unit_id, submission_id, duty_id, returned_at, reason, correct_by)
    select l.unit_id, s.id, ${id(FAMILY.duty, 'l.n')}, s.submitted_at + interval '2 days', 'Thiếu minh chứng',
      (s.submitted_at + interval '12 days')::date
    from bench_lines l join submissions s on s.unit_id = l.unit_id and s.plan_id = l.plan_id
      and s.period = l.period and s.round = l.round
    where l.fate = 'returned' order by l.plan_n, l.unit_n, l.q, l.round;`

const OUTCOMES = `
  insert into duty_outcomes (unit_id, duty_id, plan_id, submission_id, reviewer_id, submitted_at, satisfies, counts_on,
      accepted_at, returned_at, reason, correct_by)
    select l.unit_id, l.duty_id, s.plan_id, l.submission_id, s.reviewer_id, l.submitted_at, l.satisfies, l.counts_on,
      a.accepted_at, r.returned_at, r.reason, r.correct_by
    from submission_lines l join submissions s on s.unit_id = l.unit_id and s.id = l.submission_id
    left join acceptances a on a.unit_id = l.unit_id and a.submission_id = l.submission_id and a.duty_id = l.duty_id
    left join returns r on r.unit_id = l.unit_id and r.submission_id = l.submission_id and r.duty_id = l.duty_id
    order by l.duty_id;`

const VERBS = `(array['draft.saved','evidence.added','report.submitted','report.accepted','session.started',
  'draft.saved','draft.saved','report.returned','hindrance.answered','evidence.withdrawn','person.added','draft.saved'])`

const events = (share) => `
  insert into events (unit_id, seq, id, at, verb, subject, person_id, post_id, details, previous_hash, hash)
    select u.id, 1000000 + g / 235, ${id(FAMILY.event, 'g')},
      timestamptz '2015-01-10 08:00+07' + (g * (interval '3600 days' / ${Math.round(EVENTS * share)})),
      ${VERBS}[1 + (g::bigint * 7919 % 12)], ${id(FAMILY.duty, 'g % 1000000')}::text, ${id(FAMILY.person, 'u.n')},
      ${id(FAMILY.post, 'u.n')}, jsonb_build_object('period', '2024-Q4', 'lines', g % 9), '', md5(g::text) || md5((g + 1)::text)
    from generate_series(0, ${Math.round(EVENTS * share) - 1}) g join bench_units u on u.n = g % 235;
  update event_heads h set seq = m.seq, hash = m.hash from (
    select distinct on (unit_id) unit_id, seq, hash from events order by unit_id, seq desc) m where m.unit_id = h.unit_id;
  insert into event_heads (unit_id, seq, hash) select distinct on (unit_id) unit_id, seq, hash from events
    order by unit_id, seq desc on conflict do nothing;
  insert into event_verbs (unit_id, verb) select u.id, v from bench_units u, unnest(${VERBS}) v on conflict do nothing;`

/** A person and a post a unit: heads everywhere, reviewers in districts and in the coordinating department,
 * inspector, leader and coordinator in the province. */
const PEOPLE = `
  insert into people (id, name, email, sort_key, search_key, created_at)
    select ${id(FAMILY.person, 'n')}, 'Người ' || n, 'nguoi' || n || '@thai-nguyen.example', n::text, 'nguoi ' || n,
      timestamptz '2015-01-02 08:00+07' from bench_units;
  insert into posts (id, unit_id, title, valid_from)
    select ${id(FAMILY.post, 'n')}, id, 'Chủ tịch', '2015-01-02' from bench_units;
  insert into post_holdings (id, post_id, person_id, valid_from)
    select ${id(FAMILY.more, '100000 + n')}, ${id(FAMILY.post, 'n')}, ${id(FAMILY.person, 'n')}, '2015-01-02' from bench_units;
  insert into grants (id, post_id, role, scope_id, valid_from)
    select ${id(FAMILY.more, '200000 + u.n * 16 + r.n')}, ${id(FAMILY.post, 'u.n')}, r.role, u.id, '2015-01-02'
    from bench_units u cross join (values (0, 'head', array['commune', 'department', 'district', 'division', 'party', 'front',
      'association', 'public-body', 'press', 'court', 'vertical', 'province']), (1, 'reviewer', array['district', 'department']),
      (2, 'inspector', array['province']), (3, 'coordinator', array['province']), (4, 'leader', array['province', 'district']))
      r(n, role, levels)
    where u.level = any(r.levels);`

/** Fills a migrated database whose packs are loaded. Returns what is in it and a session for each unit. */
export async function fillOffice(client, share, say) {
  const step = async (name, text) => {
    const began = performance.now()
    await client.query(text)
    say(`  ${name}: ${((performance.now() - began) / 1000).toFixed(1)} s`)
  }
  await client.query(
    `set timezone = 'Asia/Ho_Chi_Minh'; set work_mem = '256MB'; set synchronous_commit = off`,
  )
  await client.query(KEY)
  await step('calendar', CALENDAR)
  await step('units', UNITS)
  await step('plans', PLANS)
  await step('tasks', tasks(Math.max(1, Math.round(TASKS * share))))
  await step('next plan', next(Math.max(1, Math.round(TASKS * share))))
  await step('people', PEOPLE)
  await step('duties', duties)
  await step('reports', lines(share))
  await step('outcomes', OUTCOMES)
  await withoutIndexes(client, 'events', () => step('events', events(share)))
  const sessions = await openSessions(client)
  return { sessions, counts: await counted(client) }
}

/** An index built at the end is built much faster. */
async function withoutIndexes(client, table, fill) {
  const { rows } = await client.query(
    `select indexname, indexdef from pg_indexes where tablename = $1 and indexname <> $1 || '_pkey'`,
    [table],
  )
  for (const { indexname } of rows) await client.query(`drop index ${indexname}`)
  await fill()
  for (const { indexdef } of rows) await client.query(indexdef)
}

const counted = async (client) => {
  const { rows } = await client.query(`select (select count(*) from duties)::int as duties,
    (select count(*) from submissions)::int as reports, (select count(*) from submission_lines)::int as lines,
    (select count(*) from events)::int as events, (select count(*) from bench_units)::int as units`)
  return rows[0]
}

async function openSessions(client) {
  const { rows } = await client.query(
    `select b.id, b.n, b.level, u.code from bench_units b join units u on u.id = b.id order by n`,
  )
  const made = rows.map((row) => ({ ...row, secret: randomBytes(32).toString('base64url') }))
  const now = `${TODAY} 08:00+07`
  await client.query(
    `insert into sessions (id, token_hash, person_id, started_at, seen_at, expires_at)
     select (('${FAMILY.more}' || lpad(to_hex(3000000 + n), 12, '0'))::uuid), hash,
       ('${FAMILY.person}' || lpad(to_hex(n), 12, '0'))::uuid, $3::timestamptz, $3::timestamptz + interval '20 hours', $3::timestamptz + interval '3 days'
     from unnest($1::int[], $2::text[]) t(n, hash)`,
    [
      made.map(({ n }) => n),
      made.map(({ secret }) => createHash('sha256').update(secret).digest('hex')),
      now,
    ],
  )
  return made.map(({ level, code, secret }) => ({ level, code, secret }))
}
