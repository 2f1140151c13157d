import type { Risk } from '../_rows/at-risk.ts'

const open = (risk: Risk) => risk.state === 'breached' || risk.state === 'unwatched'
const untaken = (risk: Risk) => Number(open(risk) && risk.agent === null)

/**
 * The strip's order: what is breached and nobody has, the latest on top; what is breached and somebody has;
 * then what is next, complaints first, by time left. What is paused breaches nothing.
 */
export function wallRisks(risks: readonly Risk[]): Risk[] {
  const shown = risks.filter(
    (risk) => risk.state !== 'paused' && (risk.dueAt !== null || risk.state === 'unwatched'),
  )
  return shown.sort((a, b) => {
    const byTaken = untaken(b) - untaken(a)
    if (byTaken !== 0) return byTaken
    const byOpen = Number(open(b)) - Number(open(a))
    if (byOpen !== 0) return byOpen
    if (open(a)) return (b.dueAt ?? 0) - (a.dueAt ?? 0)
    const complaint = Number(b.kind === 'complaint') - Number(a.kind === 'complaint')
    return complaint !== 0 ? complaint : (a.dueAt ?? 0) - (b.dueAt ?? 0)
  })
}
