import { ruleEvent } from '#core/alerts/rule-event.ts'
import { happened } from '../floor-events.ts'
import { type Does, eventually, must, OPS, unused } from './acts.ts'
import type { AuditScene } from './scene.ts'

/** A hand-off that lies with a department, and the path on which its page answers. */
async function handoffAtLink({ server, tell }: AuditScene) {
  const id = unused('H')
  const data = { case: `of-${id}`, department: 'product', question: 'Why?' }
  await tell(
    happened('case.opened', `of-${id}`, { kind: 'complaint', queue: 'care', agent: 'yuan' }),
    happened('handoff.sent', id, data),
  )
  const link = server.people.links.departmentLink('product', Date.now())
  const token = link.slice(link.lastIndexOf('/') + 1)
  return { id, token, path: `/links/department/${token}` }
}

const departmentActs = (act: string, more: object = {}): Does => {
  return async (scene) => {
    const { id, path, token } = await handoffAtLink(scene)
    await must(scene.ask('POST', `${path}/handoffs/${id}`, { act, press: unused('press-000'), ...more }))
    return { who: 'department/product', subject: `handoff/${id}`, secrets: [token] }
  }
}

/** A press of the button of a link in a message to somebody. */
async function pressed({ ask, ackPath }: AuditScene, about: string, person: string, act: string) {
  const path = ackPath(about, person)
  await must(ask('POST', path, { act }))
  return { who: person, secrets: [path.slice(path.lastIndexOf('/') + 1)] }
}

async function breachedAlert({ server, tell }: AuditScene): Promise<{ alert: string; caseId: string }> {
  const caseId = unused('A')
  const opened = happened('case.opened', caseId, { kind: 'complaint', queue: 'care', agent: 'yuan' })
  await tell(opened)
  const start = { source: opened.source, id: opened.id }
  const at = Date.now()
  const line = {
    ...{ at, rule: 'unanswered', subject: `case/${caseId}`, run: 1, to: 'breached' as const },
    ...{ dueAt: at, start },
  }
  const about = { severity: 'critical', title: { en: 'x' }, case: caseId, team: 'east' } as const
  await server.log.appendSystem([ruleEvent(line, 0, () => about)], at)
  const alert = await eventually(() => {
    const found = [...server.floor.ids('alert')].map((id) => server.floor.row('alert', id)!)
    const own = found.find((row) => row.case === caseId)
    if (own === undefined) throw new Error('no alert yet')
    return own
  })
  return { alert: alert.id, caseId }
}

/** What is done behind links, and what is done with them. */
export const linkActs = {
  async 'department-link.made'({ ask }) {
    const { body } = await must(ask('POST', '/departments/review/link', {}, OPS))
    const token = body.link.slice(body.link.lastIndexOf('/') + 1)
    return { who: 'token/ops', subject: 'department/review', secrets: [token] }
  },
  async 'department-link.opened'(scene) {
    const { path, token } = await handoffAtLink(scene)
    await must(scene.ask('GET', path))
    return { who: 'department/product', subject: 'department/product', secrets: [token] }
  },
  async 'department-link.revoked'({ ask }) {
    await must(ask('POST', '/departments/review/revoke', {}, OPS))
    return { who: 'token/ops', subject: 'department/review' }
  },
  'handoff.mine': departmentActs('mine', { by: 'Chen' }),
  'handoff.answer': departmentActs('answer', { answer: 'So it is' }),
  'handoff.not-ours': departmentActs('not-ours', { to: 'review' }),
  'handoff.more-time': departmentActs('more-time', { until: '2036-01-01T00:00:00Z' }),
  async 'alert.acked-by-link'(scene) {
    const { alert } = await breachedAlert(scene)
    return { ...(await pressed(scene, alert, 'lin', 'take')), subject: `alert/${alert}` }
  },
  async 'assist.accepted-by-link'(scene) {
    const id = unused('S')
    await scene.tell(
      happened('case.opened', `of-${id}`, { kind: 'complaint', queue: 'care', agent: 'yuan' }),
      happened('assist.requested', id, { agent: 'yuan', case: `of-${id}` }),
    )
    return { ...(await pressed(scene, `assist/${id}`, 'ma', 'coming')), subject: `assist/${id}` }
  },
  async 'approval.decided-by-link'(scene) {
    const id = unused('P')
    await scene.tell(
      happened('case.opened', `of-${id}`, { kind: 'complaint', queue: 'care', agent: 'yuan' }),
      happened('approval.requested', id, { case: `of-${id}`, from: 'ma', amount: 3, currency: 'CNY' }),
    )
    return { ...(await pressed(scene, `approval/${id}`, 'ma', 'grant')), subject: `approval/${id}` }
  },
  async 'case.supervisor_replied-by-link'(scene) {
    const { alert, caseId } = await breachedAlert(scene)
    await scene.tell(happened('case.escalation_requested', caseId))
    return { ...(await pressed(scene, alert, 'ma', 'spoke')), subject: alert }
  },
} satisfies Record<string, Does>
