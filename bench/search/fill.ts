import { sql } from 'kysely'
import { chunked } from '#core/collections/chunked.ts'
import type { KeyedHash } from '#core/event/customer-key.ts'
import { numberEnds } from '#core/search/search-number.ts'
import { gramsOf } from '#core/search/search-text.ts'
import type { Database } from '#store/postgres/database.ts'
import { createSearchTokens, nameText } from '#store/search-tokens.ts'

export const SITE = 'bench'
export const ZONE = 'Asia/Shanghai'

const SURNAMES = Array.from(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈',
)
const GIVEN = Array.from(
  '伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉鹏宇浩凯健俊帆雪丹萍莉晶欣颖琳晨阳婷倩梅华建国志玉红春海波斌宏亮东云',
)
const SUBJECTS =
  '宽带断网 账单有误 退款未到 快递破损 发票抬头 安装改约 路由器故障 重复扣费 服务态度 合约到期 Router does not start Parcel lost Wrong invoice'.split(
    ' ',
  )
const PLACES = '上海 北京 广州 深圳 杭州 成都 武汉 西安 南京 重庆'.split(' ')

export const nameOf = (n: number) =>
  SURNAMES[n % SURNAMES.length]! +
  GIVEN[Math.floor(n / 50) % GIVEN.length]! +
  (n % 3 === 0 ? '' : GIVEN[Math.floor(n / 3_000) % GIVEN.length]!)
export const phoneOf = (n: number) => `1${30 + (n % 70)}${String((n * 7_919) % 100_000_000).padStart(8, '0')}`
export const caseSubject = (n: number) =>
  `${PLACES[n % PLACES.length]} ${SUBJECTS[Math.floor(n / 10) % SUBJECTS.length]} ${SUBJECTS[(n * 7) % SUBJECTS.length]}`

const AT_ONCE = 5_000
const START = Date.parse('2025-01-01T00:00:00Z')
const HOUR = 3_600_000

/** Tokens of words are few and asked for again and again; of numbers there are millions. */
function tokenMaker(hash: KeyedHash) {
  const words = new Map<string, string>()
  const tokens = createSearchTokens(hash, () => ZONE)
  const ofWord = (gram: string) => {
    let token = words.get(gram)
    if (token === undefined) {
      token = BigInt.asIntN(64, BigInt(`0x${hash(`word|${gram}`).slice(0, 16)}`)).toString()
      words.set(gram, token)
    }
    return token
  }
  const ofNumber = (end: string) =>
    BigInt.asIntN(64, BigInt(`0x${hash(`number|${end}`).slice(0, 16)}`)).toString()
  return {
    ref: tokens.customerRef,
    ofText: (text: string) => gramsOf(text).map(ofWord),
    ofPhone: (phone: string) => numberEnds(phone, ZONE).map(ofNumber),
  }
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index)

/** Fills the records of a site: as many customers as cases, three contacts each. */
export async function fillRecords(database: Database, hash: KeyedHash, cases: number): Promise<void> {
  const make = tokenMaker(hash)
  for (const index of ['customer_record_tokens', 'case_record_tokens'])
    await sql`drop index ${sql.ref(index)}`.execute(database)
  for (const some of chunked(numbers(0, cases), AT_ONCE)) {
    const names = some.map((n) => ({ n, name: nameOf(n), phone: phoneOf(n) }))
    await sql`
      insert into customer_record (site_id, customer, ref, name, phone, last_at, tokens)
      select ${SITE}, customer, ref, name, phone, to_timestamp(at / 1000.0), tokens::bigint[]
      from unnest(
        ${sql.val(names.map(({ n }) => `tel:${n}`))}::text[],
        ${sql.val(names.map(({ n }) => make.ref(`tel:${n}`)))}::text[],
        ${sql.val(names.map(({ name }) => name))}::text[],
        ${sql.val(names.map(({ phone }) => phone))}::text[],
        ${sql.val(names.map(({ n }) => START + (n % 9_000) * HOUR))}::bigint[],
        ${sql.val(
          names.map(
            ({ name, phone }) => `{${[...make.ofText(nameText(name)), ...make.ofPhone(phone)].join()}}`,
          ),
        )}::text[]
      ) as given (customer, ref, name, phone, at, tokens)`.execute(database)
    await sql`
      insert into case_record (site_id, id, opened_at, state, kind, cause, queue, team, owner, customer, row, members,
        tokens)
      select ${SITE}, id, to_timestamp(at / 1000.0), 'resolved', 'complaint', null, 'q' || at % 60, 't' || at % 12,
        'a' || at % 600, customer, row::jsonb, '[]', tokens::bigint[]
      from unnest(
        ${sql.val(some.map((n) => `C-${n}`))}::text[],
        ${sql.val(some.map((n) => START + (n % 9_000) * HOUR))}::bigint[],
        ${sql.val(some.map((n) => `tel:${n}`))}::text[],
        ${sql.val(some.map((n) => JSON.stringify(rowOf(n))))}::text[],
        ${sql.val(some.map((n) => `{${make.ofText(`C-${n} ${caseSubject(n)}`).join()}}`))}::text[]
      ) as given (id, at, customer, row, tokens)`.execute(database)
  }
  await sql`
    insert into contact_record (site_id, id, at, ended_at, channel, direction, queue, agent, answered, customer, case_id)
    select ${SITE}, 'K' || n, at, at + interval '5 minutes', 'voice', 'inbound', 'q' || n % 60, 'a' || n % 600, true,
      'tel:' || n % ${sql.lit(cases)}, case when n < ${sql.lit(cases)} then 'C-' || n end
    from generate_series(0, ${sql.lit(cases * 3 - 1)}) as n,
      lateral (select timestamptz '2025-01-01' + (n % 9000) * interval '1 hour' as at) as times`.execute(
    database,
  )
  await sql`create index customer_record_tokens on customer_record using gin (tokens)`.execute(database)
  await sql`create index case_record_tokens on case_record using gin (tokens)`.execute(database)
  for (const table of ['customer_record', 'case_record', 'contact_record'])
    await sql`vacuum analyze ${sql.table(table)}`.execute(database)
}

function rowOf(n: number) {
  return {
    ...{
      id: `C-${n}`,
      kind: 'complaint',
      title: caseSubject(n),
      cause: null,
      fault: null,
      customer: `tel:${n}`,
    },
    ...{ phone: phoneOf(n), name: nameOf(n), queue: `q${n % 60}`, team: `t${n % 12}`, owner: `a${n % 600}` },
    ...{ given: null, priority: 'normal', state: 'resolved', owing: false, deadlineAt: null },
    openedAt: new Date(START + (n % 9_000) * HOUR).toISOString(),
    ...{
      customerWaitingSince: null,
      supervisorAskedAt: null,
      supervisorSeenAt: null,
      contacts: 3,
      replies: 1,
    },
    ...{
      urgency: 'ok',
      nextDueAt: null,
      watched: true,
      rank: 0,
      reason: { key: 'resolved', values: {} },
      clocks: [],
    },
    ...{ contact: null, notedAt: null, mergedInto: null },
  }
}
