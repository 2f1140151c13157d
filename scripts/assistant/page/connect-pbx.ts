import { field, form, make, showFault, showStep } from './elements.ts'
import { ask } from './send.ts'
import { t } from './words.ts'

interface FoundQueue {
  name: string
  serviceLevel: number | null
  waiting: number | null
  members: { interface: string; name: string }[]
}
interface Found {
  asterisk: string
  lacks: { key: string; line: string; maybe: boolean }[]
  clockOffSec: number | null
  queues: FoundQueue[]
}
type Account = Record<string, string | number | boolean>
/** What the step ends with: the part of the draft that says where calls come from. */
export type Connect = object

const USUAL_SECONDS = 20
const MOST_PORT = 65_535
const MOST_SECONDS = 86_400
/** Whether what was typed is a whole number of that range. */
const isBetween = (text: string | undefined, least: number, most: number) =>
  /^\s*\d+\s*$/.test(text ?? '') && Number(text) >= least && Number(text) <= most

const SNIPPET = `[huiyin]
secret = …
deny = 0.0.0.0/0.0.0.0
permit = …/255.255.255.255
read = system,call,agent,user,reporting,dialplan
write = system,reporting`

const typed: Account = { host: '', port: 5038, tls: false, username: 'huiyin', secret: '' }

/** Asks for the account at the PBX and tries it at once. */
export function askForPbx(back: () => void, then: (connect: Connect) => Promise<void>): void {
  const tls = make('input', { type: 'checkbox', name: 'tls', checked: typed.tls === true })
  showStep(
    t('pbx.title'),
    t('connect.asteriskText'),
    form(
      {
        submit: t('pbx.try'),
        back: { label: t('back'), go: back },
        async send(values) {
          if (!isBetween(values.port, 1, MOST_PORT)) {
            showFault(t('fault.port', { most: MOST_PORT }))
            return
          }
          Object.assign(typed, values, { port: Number(values.port), tls: tls.checked })
          showFault(t('pbx.trying'))
          const found = await ask<Found>('pbx', typed)
          if (found !== null) showQueues(found, back, then)
        },
      },
      make(
        'div',
        { class: 'wide-narrow' },
        field(t('pbx.host'), 'host', { value: String(typed.host), placeholder: '192.168.1.10' }),
        field(t('pbx.port'), 'port', { value: String(typed.port), inputmode: 'numeric' }),
      ),
      make('label', { class: 'tick' }, tls, t('pbx.tls')),
      field(t('pbx.username'), 'username', { value: String(typed.username), autocomplete: 'off' }),
      field(t('pbx.secret'), 'secret', {
        type: 'password',
        value: String(typed.secret),
        autocomplete: 'off',
      }),
      make(
        'details',
        {},
        make('summary', {}, t('pbx.where')),
        make('p', {}, t('pbx.whereFreepbx')),
        make('p', {}, t('pbx.whereIssabel')),
        make('p', {}, t('pbx.wherePlain')),
        make('pre', {}, SNIPPET),
      ),
    ),
  )
}

function lackLines({ lacks, clockOffSec }: Found): HTMLElement | null {
  if (lacks.length === 0 && clockOffSec === null) return null
  const sure = lacks.filter((lack) => !lack.maybe)
  const maybe = lacks.filter((lack) => lack.maybe)
  return make(
    'ul',
    { class: 'lacks' },
    maybe.length === 0
      ? null
      : make(
          'li',
          {},
          t('lack.maybe', { rights: maybe.map(({ key }) => key).join(', ') }),
          make('code', {}, maybe[0]!.line),
        ),
    ...sure.map(({ key, line }) => make('li', {}, t(`lack.${key}`), make('code', {}, line))),
    clockOffSec === null ? null : make('li', {}, t('lack.clock', { seconds: clockOffSec })),
  )
}

/** One queue of the PBX: ticked where somebody serves it. */
function queueRow({ name, serviceLevel, waiting, members }: FoundQueue, index: number): HTMLElement {
  const cell = (label: string, ...children: (Node | string)[]) =>
    make('td', { 'data-label': label }, ...children)
  const input = (key: string, value: string, label: string, more: Record<string, string> = {}) =>
    make('input', { name: `${key}-${index}`, value, 'aria-label': `${label} ${name}`, ...more })
  const within = serviceLevel === null || serviceLevel === 0 ? USUAL_SECONDS : serviceLevel
  return make(
    'tr',
    { 'data-queue': name },
    cell(
      t('found.queue'),
      make(
        'label',
        { class: 'tick' },
        make('input', {
          type: 'checkbox',
          name: `pick-${index}`,
          checked: members.length > 0,
          'aria-label': t('found.pick', { queue: name }),
        }),
        name,
      ),
    ),
    cell(t('found.waiting'), String(waiting ?? '–')),
    cell(t('found.members'), String(members.length)),
    cell(t('found.name'), input('name', name, t('found.name'))),
    cell(t('found.share'), input('share', '80', t('found.share'), { class: 'short', inputmode: 'numeric' })),
    cell(
      t('found.within'),
      input('within', String(within), t('found.within'), { class: 'short', inputmode: 'numeric' }),
    ),
    cell(t('found.team'), input('team', name, t('found.team'))),
  )
}

const heads = ['queue', 'waiting', 'members', 'name', 'share', 'within', 'team'] as const

function showQueues(found: Found, back: () => void, then: (connect: Connect) => Promise<void>): void {
  const title = t('found.title', { version: found.asterisk })
  const again = () => askForPbx(back, then)
  if (found.queues.length === 0) {
    showStep(
      title,
      t('found.none'),
      make('div', { class: 'buttons' }, make('button', { type: 'button', click: again }, t('back'))),
    )
    return
  }
  showStep(
    title,
    t('found.text'),
    lackLines(found),
    form(
      {
        submit: t('found.finish'),
        back: { label: t('back'), go: again },
        async send(values) {
          const queues = found.queues.flatMap((queue, index) =>
            values[`pick-${index}`] === undefined
              ? []
              : [
                  {
                    pbx: queue.name,
                    name: values[`name-${index}`],
                    share: Number(values[`share-${index}`]) / 100,
                    withinSec: Number(values[`within-${index}`]),
                    team: values[`team-${index}`],
                    members: queue.members.map(({ interface: id, name }) => ({ interface: id, name })),
                  },
                ],
          )
          const wrong = queues.find(
            ({ share, withinSec }) =>
              !(share > 0 && share <= 1) || !isBetween(String(withinSec), 1, MOST_SECONDS),
          )
          if (queues.length === 0) showFault(t('found.pickOne'))
          else if (wrong !== undefined) showFault(t('fault.target', { queue: wrong.pbx }))
          else await then({ kind: 'asterisk', account: typed, queues })
        },
      },
      make(
        'table',
        {},
        make(
          'thead',
          {},
          make('tr', {}, ...heads.map((key) => make('th', { scope: 'col' }, t(`found.${key}`)))),
        ),
        make('tbody', {}, ...found.queues.map(queueRow)),
      ),
    ),
  )
}
