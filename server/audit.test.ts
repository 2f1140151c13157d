import { expect, it } from 'vitest'
import { type Audit, createHourlyAudit } from './audit.ts'

/** An audit that fails as often as it is told to. */
function auditThatFails(times: number) {
  const written: string[] = []
  let left = times
  const audit: Audit = async (who, action) => {
    if (left-- > 0) throw new Error('no room')
    written.push(`${who} ${action}`)
  }
  return { audit, written }
}

it('what is asked again and again is on record once, for each who asks and each thing asked for', async () => {
  const { audit, written } = auditThatFails(0)
  const hourly = createHourlyAudit(audit)
  for (let asked = 0; asked < 3; asked++) {
    await hourly('ma', 'audit.read', '')
    await hourly('lin', 'audit.read', '')
  }
  await hourly('ma', 'table.exported', 'queue/care')
  await hourly('ma', 'table.exported', 'queue/sales')
  expect(written).toEqual(['ma audit.read', 'lin audit.read', 'ma table.exported', 'ma table.exported'])
})

it('what could not be written is refused, and is on record the next time', async () => {
  const { audit, written } = auditThatFails(1)
  const hourly = createHourlyAudit(audit)
  await expect(hourly('ma', 'audit.read', '')).rejects.toThrow('no room')
  expect(written).toEqual([])
  await hourly('ma', 'audit.read', '')
  expect(written).toEqual(['ma audit.read'])
})
