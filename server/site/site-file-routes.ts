import { z } from 'zod'
import { mayReadSite } from '#core/access/may-change-site.ts'
import { calendarSchema } from '#core/calendars/calendar-schema.ts'
import { instantText } from '#core/rows/row.ts'
import { textOf, type WantedSite } from '#store/site-file/change-site.ts'
import { type ApiAnswer, ok, refuse } from '../api/answer.ts'
import { type Read, readJson, readJsonWithin } from '../api/read-json.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'
import { type Audit, auditName, createHourlyAudit } from '../audit.ts'
import { calendarYear } from './calendar-year.ts'
import type { ChangeAnswer, ChangeRequest, SiteFileService } from './site-file-service.ts'

const MAX_BYTES = 2 * 1024 * 1024
const LONGEST_WHY = 300
const YAML = /^(application|text)\/(x-)?yaml\b/i

const yearBody = z.strictObject({ year: z.number().int().min(2000).max(2100), calendar: calendarSchema })

const notYours = () =>
  refuse(403, 'forbidden', 'the site file is for administrators and supervisors of the whole floor')
const etag = (version: number) => ({ ETag: `"${version}"` })

function answerOf(answer: ChangeAnswer): ApiAnswer {
  if (answer.ok) {
    const { version, warnings, passwords } = answer
    return ok({ version, warnings, passwords }, etag(version))
  }
  if (answer.code === 'stale')
    return {
      status: 412,
      body: {
        code: 'stale',
        message: 'If-Match: somebody else has changed the site meanwhile',
        version: answer.version,
      },
      headers: etag(answer.version),
    }
  if (answer.code === 'forbidden')
    return refuse(403, 'forbidden', `${answer.part}: is for administrators to change`)
  const [first] = answer.faults
  const message = first === undefined ? 'the site file is wrong' : `${first.path}: ${first.message}`
  return { status: 422, body: { code: 'faulty', message, faults: answer.faults } }
}

/** The site file that a body holds: its JSON, or with a YAML type its text. */
async function readWanted({ req }: StaffRequest): Promise<Read<WantedSite>> {
  if (!YAML.test(req.headers['content-type'] ?? '')) {
    const read = await readJsonWithin(req, z.unknown(), MAX_BYTES)
    return read.ok ? { ok: true, value: { json: read.value } } : read
  }
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAX_BYTES)
      return { ok: false, answer: refuse(413, 'too_large', `the body is larger than ${MAX_BYTES} bytes`) }
    chunks.push(chunk)
  }
  try {
    return {
      ok: true,
      value: { text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)) },
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return { ok: false, answer: refuse(400, 'bad_request', 'the body is not UTF-8') }
  }
}

/** Who changes which version, and why; an answer: what is missing. */
function changeOf({ req, query, viewer, deadline }: StaffRequest): ChangeRequest | ApiAnswer {
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(req.headers['if-match'] ?? '')
  if (match === null)
    return refuse(428, 'no_version', 'If-Match: must be the ETag of the set that was changed')
  const why = query.get('why')?.trim() ?? ''
  if (why.length > LONGEST_WHY)
    return refuse(400, 'bad_request', `why: must be ${LONGEST_WHY} characters or fewer`)
  return { viewer, why: why === '' ? null : why, expected: Number(match[1]), deadline }
}

const isAnswer = (made: ChangeRequest | ApiAnswer): made is ApiAnswer => 'status' in made

function readNumber({ params }: StaffRequest): number | null {
  return /^\d{1,9}$/.test(params.version!) ? Number(params.version) : null
}

/** The site file in the browser (contract §4): each change is a version, with who, when and why. */
export function siteFileRoutes(service: SiteFileService, audit: Audit): ApiRoute[] {
  const route = (
    method: ApiRoute['method'],
    path: string,
    answer: (request: StaffRequest) => Promise<ApiAnswer>,
  ): ApiRoute => ({
    ...{ method, path, for: 'staff' },
    answer: (request: StaffRequest) => (mayReadSite(request.viewer) ? answer(request) : notYours()),
  })
  const hourly = createHourlyAudit(audit)
  const noVersion = () => refuse(404, 'not_found', 'version: there is no such version')
  return [
    route('GET', '/site-file', async ({ req, viewer }) => {
      const version = await service.opened()
      const isText = YAML.test(req.headers.accept ?? '')
      // As a file it can be carried away whole.
      if (isText) await hourly(auditName(viewer), 'site.exported', '', { version: version.version })
      return ok(isText ? { text: textOf(version) } : service.ownSet(version), etag(version.version))
    }),
    route('PUT', '/site-file', async (request) => {
      const change = changeOf(request)
      if (isAnswer(change)) return change
      const wanted = await readWanted(request)
      return wanted.ok ? answerOf(await service.change(wanted.value, change)) : wanted.answer
    }),
    route('POST', '/site-file/check', async (request) => {
      const wanted = await readWanted(request)
      return wanted.ok ? ok({ faults: await service.check(wanted.value, request.deadline) }) : wanted.answer
    }),
    route('GET', '/site-file/versions', async ({ query }) => {
      const before = query.get('before')
      if (before !== null && !/^\d{1,9}$/.test(before))
        return refuse(400, 'bad_request', 'before: must be the number of a version')
      const found = await service.versions(before === null ? null : Number(before))
      return ok({ versions: found.map(({ at, ...rest }) => ({ ...rest, at: instantText(at) })) })
    }),
    route('GET', '/site-file/versions/:version', async (request) => {
      const number = readNumber(request)
      const changes = number === null ? null : await service.changesOf(number)
      return changes === null ? noVersion() : ok({ version: number, changes })
    }),
    route('POST', '/site-file/versions/:version/restore', async (request) => {
      const number = readNumber(request)
      const change = changeOf(request)
      if (isAnswer(change)) return change
      const answer = number === null ? null : await service.restore(number, change)
      return answer === null ? noVersion() : answerOf(answer)
    }),
    route('POST', '/site-file/calendar-year', async ({ req, floor }) => {
      const body = await readJson(req, yearBody)
      if (!body.ok) return body.answer
      const days = calendarYear(floor.site, body.value.calendar, body.value.year)
      return days.ok ? ok({ days: days.days }) : refuse(422, 'faulty', days.message)
    }),
    route('POST', '/site-file/people/:id/password', async ({ viewer, params }) => {
      const { content } = await service.inForce()
      const person = content.people.find(({ id }) => id === params.id)
      const mayReset = viewer.role === 'admin' || person?.role === 'agent' || person?.role === 'lead'
      if (person !== undefined && !mayReset)
        return refuse(403, 'forbidden', 'people: is for administrators to change')
      const password = await service.giveAnew(params.id!, viewer)
      return password === null
        ? refuse(404, 'not_found', `id: there is nobody "${params.id}"`)
        : ok({ password })
    }),
  ]
}
